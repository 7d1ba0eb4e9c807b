"""What is told of each subject, as a Document, one subject a file."""
