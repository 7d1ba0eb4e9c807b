"""The front door: python3 start.py [COMMAND ...], on Windows py start.py [COMMAND ...].
Makes .venv beside it with the tested versions (offline: a folder wheels), then hands all arguments to Fuhua, or after "test" to pytest."""

import hashlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import venv

HERE = pathlib.Path(__file__).resolve().parent
ENV = pathlib.Path(os.environ.get("FUHUA_VENV") or HERE / ".venv").absolute()
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
EXTRAS = {
    "test": "[test]",
    "serve": "[viz]",
    "sensitivity": "[research]",
    "discover": "[research]",
}  # fetched when first asked for
MARK = ENV / "fuhua-ready"  # what was installed; empty while a set-up is under way


def prepare(extra):
    """Install what pyproject.toml and constraints.txt ask for, unless that was done already."""
    recipe = [
        os.fsencode(HERE),
        *((HERE / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")),
    ]
    digest = hashlib.sha256(b"\0".join(recipe)).hexdigest()
    wanted = {digest, *extra.split()}
    found = MARK.read_text().split() if MARK.exists() and PYTHON.exists() else []
    if wanted <= set(found):
        return
    began = time.time()
    print(
        "正在准备运行环境，首次须下载约 200 MB… / Preparing: the first time downloads about 200 MB ...",
        flush=True,
    )
    if MARK.exists() and not found:
        shutil.rmtree(ENV)  # a set-up was interrupted, or its Python is gone
    ENV.mkdir(parents=True, exist_ok=True)
    MARK.write_text("")
    if not found:
        venv.create(ENV, with_pip=True)
    pip = [
        str(PYTHON),
        "-m",
        "pip",
        "install",
        "-q",
        "--disable-pip-version-check",
        "-c",
        "constraints.txt",
    ]
    offline = ["--no-index", "--find-links", "wheels"] if (HERE / "wheels").is_dir() else []
    if subprocess.run([*pip, *offline, "-e", "." + extra], cwd=HERE, check=False).returncode:
        MARK.write_text(" ".join(found))
        sys.exit(
            "安装失败：请检查网络，或在旁边放好离线包 wheels，再试。 / Install failed: check the network, or add the folder wheels."
        )
    for link in ENV.rglob(
        "*_fuhua.pth"
    ):  # Windows reads it in its own code page: a Chinese path must be ASCII
        link.write_text(f"import sys; sys.path.append({str(HERE)!a})\n")
    MARK.write_text(
        " ".join({*wanted, *found} if digest in found else wanted)
    )  # what was added before is still there
    print(
        f"完成，用时 {time.time() - began:.0f} 秒。 / Ready after {time.time() - began:.0f} s.",
        flush=True,
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    extra = EXTRAS.get(
        "".join(sys.argv[1:2]),
        "[cluster]" if any(a.startswith("--cluster") for a in sys.argv) else "",
    )
    test = extra == "[test]"
    if (
        not (3, 11) <= sys.version_info[:2] <= (3, 13)
    ):  # so this file is written in what Python 3.8 can read
        sys.exit(
            f"需要 Python 3.11、3.12 或 3.13，现在是 {sys.version.split()[0]}。 / Python 3.11, 3.12 or 3.13 is needed."
        )
    try:
        prepare(extra)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(
            f"无法建立环境（Debian、Ubuntu 须有 python3-venv）。 / Cannot make it (does Debian lack python3-venv?): {error}"
        )
    if not sys.argv[1:]:
        sys.exit(
            print(f"下一步 / Next:  {'py' if os.name == 'nt' else 'python3'} start.py run xuchang")
        )
    signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is now for the command to answer
    command = ["-m", "pytest", *sys.argv[2:]] if test else ["-P", "-m", "sim.cli", *sys.argv[1:]]
    code = subprocess.run(
        [str(PYTHON), *command], cwd=HERE if test else None, check=False
    ).returncode
    sys.exit(code if code >= 0 else 128 - code)
