"""`python -m beatbook.sample [PORT]`: serve the sample press until interrupted."""

from __future__ import annotations

import sys

from beatbook.sample.server import PressServer

DEFAULT_PORT = 8461


def main() -> None:
    press = PressServer(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_PORT)
    sys.stdout.write(f"The sample press is at {press.base}/ (stop with Ctrl-C)\n")
    sys.stdout.flush()
    try:
        press.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        press.close()


if __name__ == "__main__":
    main()
