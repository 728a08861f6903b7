"""What can go wrong, as one small tree. Catch `BeatbookError` to catch all that is not our own bug.

BeatbookError
├── SettingsError     desk.toml or the environment says something we cannot use
├── BeatError         a beat's file or rule cannot be used
│   └── RuleError     a rule does not parse; carries the position and what was expected
├── FetchError        a request failed or was refused; carries url and reason
├── EndpointError     a model's endpoint failed or answered nonsense; carries reason
├── ReadError         bytes that could not be read as what they should be
├── InputError        a file or line given to import or a stage cannot be used
│   └── PeriodError   what is written as a period is none; carries the reason
└── StoreError        the archive cannot be opened or written
    ├── NewerDesk     the desk was written by a newer Beatbook
    └── Busy          another process holds what we need

Each error's text is one line that names what and where. The command line prints it and exits with `exit_code`.
"""

from __future__ import annotations


class BeatbookError(Exception):
    """The root. `exit_code` is what the command line ends with."""

    exit_code = 1


class SettingsError(BeatbookError):
    exit_code = 2


class BeatError(BeatbookError):
    exit_code = 2


class RuleError(BeatError):
    """A rule that does not parse.

    `position` counts code points from 0 in `rule`; `expected` says what could stand there.
    """

    def __init__(self, message: str, rule: str, position: int, expected: str = "") -> None:
        self.message, self.rule, self.position, self.expected = message, rule, position, expected
        super().__init__(str(self))

    def __str__(self) -> str:
        want = f"; expected {self.expected}" if self.expected else ""
        line = self.rule.count("\n", 0, self.position) + 1
        column = self.position - (self.rule.rfind("\n", 0, self.position) + 1) + 1
        where = f"line {line}, column {column}" if "\n" in self.rule else f"position {self.position + 1}"
        return f"{self.message} at {where}{want}"

    def __reduce__(self) -> tuple[type[RuleError], tuple[str, str, int, str]]:
        return type(self), (self.message, self.rule, self.position, self.expected)


class FetchError(BeatbookError):
    """A request that brought nothing usable.

    `reason` is a short stable name (`robots`, `address`, `timeout`, `too-large`, `redirects`, `http-404` …) that
    is stored, counted and shown; `detail` is for people. `retry_after` is seconds from now, or None if the server
    did not say. `permanent` means that asking again as is will not help.
    """

    def __init__(
        self,
        reason: str,
        url: str,
        detail: str = "",
        *,
        retry_after: float | None = None,
        permanent: bool = False,
    ) -> None:
        self.reason, self.url, self.detail = reason, url, detail
        self.retry_after, self.permanent = retry_after, permanent
        super().__init__(f"{url}: {reason}" + (f" ({detail})" if detail else ""))


class EndpointError(BeatbookError):
    """A model's endpoint that brought nothing usable. `reason` is one of `gather.reasons`, `http-NNN`, or one of
    `gather.endpoint`; `retry_after` is seconds from now, or None if the server did not say. Never holds the key."""

    def __init__(self, reason: str, detail: str = "", *, retry_after: float | None = None) -> None:
        self.reason, self.detail, self.retry_after = reason, detail, retry_after
        super().__init__(f"model endpoint: {reason}" + (f" ({detail})" if detail else ""))


class ReadError(BeatbookError):
    """Bytes that could not be read; `reason` is a short stable name that is stored and shown."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason + (f" ({detail})" if detail else ""))

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        return type(self), (self.reason, self.detail)


class InputError(BeatbookError):
    exit_code = 2


class PeriodError(InputError):
    """What is written as a period is none. `reason`: `form` (not written as one), `year` (none that a period may have), `day` (in no
    calendar), `order` (ends before it begins) or `long`."""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)

    def __reduce__(self) -> tuple[type[PeriodError], tuple[str, str]]:
        return type(self), (self.reason, str(self))


class StoreError(BeatbookError):
    exit_code = 3


class NewerDesk(StoreError):
    exit_code = 4


class Busy(StoreError):
    exit_code = 5
