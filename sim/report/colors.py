"""The colours of series on pages and in figures, which the colour-blind can tell apart (after Okabe
and Ito).
"""

BLUE, ORANGE, GREEN, PINK = "#0072b2", "#b34700", "#00563b", "#cc79a7"
SKY, BROWN, AMBER, GREY = "#56b4e9", "#8c6d31", "#e69f00", "#555555"
COLORS = (BLUE, ORANGE, GREEN, PINK, SKY, BROWN, AMBER, GREY)
