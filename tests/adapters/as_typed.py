"""`tchat` as it is typed in a document, for tests that run what the documents say.

What would go on until somebody ends it is ended once it is there: a bot that runs or stands by, a room in the browser.
"""

import signal
import subprocess
import sys

ENDED_AT = {"run": ("connected as", "standing by"), "rehearse": ("The room is open",)}
"""What a command says when it may be ended."""


def main(arguments: list[str]) -> int:
    command = arguments[0]
    if command == "rehearse":
        arguments = [*arguments, "--speed", "0", "--port", "0", "--no-open"]
    if command not in ENDED_AT or "--headless" in arguments:
        return subprocess.call([sys.executable, "-m", "bot", *arguments])
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        assert running.stdout is not None
        for line in running.stdout:
            sys.stdout.write(line)
            if any(said in line for said in ENDED_AT[command]):
                running.send_signal(signal.SIGINT)
    return running.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
