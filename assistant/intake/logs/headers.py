"""The head of a log line: its level, and where the message of the program begins."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.intake.logs import layouts, levelforms, logline
from assistant.intake.logs.levelforms import is_level

# How many characters of a header are walked over, and how many steps are taken.
_STEPS = 8
_BRACKETED = 160
# Characters of a message in which its level stands first.
_OPENED = 80
_SEPARATOR = re.compile(r"[\s,|:>\-*\])]+")
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[\[(<|]?\s?([A-Za-z]{3,12})\s?(?:[\])>|,:]|(?=\s|$))")
_ONE = re.compile(r"([VDIWEF])(?=\s+[\w$./*\-]|/[\w$.])/?")
_NUMBERS = re.compile(r"(?:\[?\d+\]?[\s:/\-]+){1,3}")
_NUMBER = re.compile(r"[\[(<{]?(?:[xX#\d][\d.:#/x*]*|\d+:[SMC]|[0-9a-f]{6,})[\])>}]?[,:]?(?=\s|$)")
_PART = re.compile(
    r"(?=[^\s:]*[A-Za-z])(?![\w.]*(?:Error|Exception):)[\w.$/@\-#*+~]+(?:::\w+)*+(?:\([\w\-.]*\))?(?:\[[\w\-.]+\])?:(?=\s|$)"
)
_PROGRAM = re.compile(
    r"(?!\[)(?:[\w.:@\-/#]+)\s+(?:--\s)?(?:[\w.$/\-@]+(?:\s[\d.]+)?(?:\([\w\-.]*\))?"
    r"(?:\[[\w\-]+\])?(?:\s\([\w\-.\[\]]+\))?):(?=\s|$)"
)
_TAGGED = re.compile(r"[A-Z][\w.$]+(?:[ \-][\w.$]+){0,2}(?:\(\s*\d+\))?:\s")
_PLAIN = re.compile(r"[A-Za-z]?[a-z']+[,.;]?\Z")
_DOTTED = re.compile(r"[A-Za-z_$][\w$\-]*(?:\.[A-Za-z_$][\w$\-]*)+(?=\s)")
_FIELD = re.compile(r"\|?[^|\s]{1,60}\|")
_DASHED = re.compile(r"[A-Za-z][\w.$\-]{0,60}(?:\s\*\d+)?\s+-{1,3}\s")
_COLUMN = re.compile(r"[A-Z][A-Z_]{1,11}\s{2,}")
_SPOKEN = re.compile(r"[a-z\])]:\s")
_NAMED = re.compile(
    r"\"?(?:level|lvl|severity|levelname|log\.level)\"?\s?[=:]\s?\"?([A-Za-z]{1,12})", re.IGNORECASE
)
_MESSAGE = re.compile(
    r"\"?\b(?:msg|message)\"?\s?[=:]\s?\"((?:[^\"\\]|\\.)*+)\"|\b(?:msg|message)=(\S.*)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?:\([^()]{1,80}\))?\s*[\[(<]?([A-Za-z]{4,9})(?:[\])>]?[\s:,|]|(?<=[A-Z])\[)"
)
# "controller.go:88] ": where a line of glog was written.
_WRITTEN = re.compile(r"[\w.\-/]{1,80}:\d{1,6}\]\s")
# "default_Embed 7k3f21aa replica.py:373 - ": names with marks, and where the line was written.
_PLACED = re.compile(
    r"(?:(?:[\w\-#.]{0,60}[\d_\-#][\w\-#.]{0,60}|[a-z0-9]{8})\s){0,4}[\w./\-]{1,80}\.[a-z]{1,4}:\d{1,6}\s-\s"
)
# "| 500 | 1.2s |": the status of an answer opens the message.
_ANSWER = re.compile(r"\s{0,9}(?=\| {0,4}[1-5]\d\d {0,4}\|)")
# What a container's runtime puts before each line of the program.
_RUNTIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]{8,18}Z (?:std(?:out|err) [FP] )?")
_STREAM = re.compile(r"std(?:out|err) [FP] ")
_ANDROID = re.compile(r"\s*([VDIWEF])/([\w$.\-]+)\s?\(\s*\d+\):")
_CLOSING = {"[": "]", "(": ")", "<": ">", "{": "}"}


def split(text: str) -> tuple[str | None, str]:
    """Return the level as the line writes it, or None, and the message."""
    fields = logline.record(text) if text.lstrip()[:1] == "{" else None
    if fields is not None:
        level, message = within(
            logline.written_level(fields), logline.record_message(fields).strip()
        )
        return level, message or text
    named = _NAMED.search(text[:300])
    if named and (is_level(named[1]) or '"' in named[0]):
        told = _MESSAGE.search(text)
        return named[1], (told[1] or told[2] or "") if told else text
    return _stamped(text[_wrapped(text) :])


def _stamped(text: str) -> tuple[str | None, str]:
    stamp = layouts.find(text)
    if stamp is None:
        return _unstamped(text)
    fields = levelforms.behind_fields(text, stamp.end)
    if fields is not None:
        return levelforms.priority(text), text[fields:].strip()
    answer = _ANSWER.match(text, stamp.end)
    if answer:
        return None, text[answer.end() :].strip()
    walk = _Walk(text, stamp)
    walk.level_before()
    walk.level_after()
    if walk.level is None:
        walk.program()
    walk.header()
    walk.level_of_message()
    if walk.level is None:
        walk.level = levelforms.priority(text)
    return walk.level, text[walk.at :].strip() or text[stamp.end :].strip()


def within(level: str | None, message: str) -> tuple[str | None, str]:
    """Return the level and message of a field that may hold a whole line, as Docker's does."""
    stamp = layouts.find(message)
    named = level is None and levelforms.opening(message) is not None
    if level is None and not named:
        paired = _NAMED.search(message[:300])
        named = paired is not None and "=" in paired[0] and is_level(paired[1])
    if named or message.startswith("{") or (stamp is not None and stamp.start == 0):
        told, message = split(message)
        level = level or told
    return level, message


def _wrapped(text: str) -> int:
    """Return where the program's own line begins behind the stamp of a runtime, 0 for no such."""
    runtime = _RUNTIME.match(text)
    if runtime is None:
        return 0
    at = runtime.end()
    inner = layouts.find(text[at:])
    return at if (inner is not None and inner.start == 0) or _STREAM.search(runtime[0]) else 0


def _unstamped(text: str) -> tuple[str | None, str]:
    opening = levelforms.opening_line(text)
    if opening:
        return opening[0], text[opening[1] :].strip()
    android = _ANDROID.match(text)
    if android:
        return android[1], text[android.end() :].strip()
    return None, text.strip()


class _Walk:
    """A walk over the header of a stamped line, from the stamp to the message."""

    def __init__(self, text: str, stamp: layouts.Stamp) -> None:
        self._text = text
        self._stamp = stamp
        self.at = stamp.end
        self.level: str | None = None
        self._lead = ""
        self._brackets = 0
        self._named = False

    def level_before(self) -> None:
        """Take the level that stands before the stamp, or in its first letter (glog)."""
        text, stamp = self._text, self._stamp
        before = _BEFORE.match(text[: stamp.start]) if stamp.start else None
        if before and is_level(before[1]):
            self.level = before[1]
        elif text[stamp.start] in "IWEF" and text[stamp.start + 1].isdigit():
            self.level = text[stamp.start]
        else:
            signed = levelforms.signed(text, stamp.start, stamp.end)
            if signed:
                self.level, self.at = signed

    def level_after(self) -> None:
        """Take the level that stands after the stamp with nothing but header before it."""
        text = self._text
        lead = _SEPARATOR.match(text, self.at)
        if lead:
            self._lead, self.at = lead[0], lead.end()
        if self.level is None:
            self._far_level()
        if self.level is None:
            self._near_level()

    def _far_level(self) -> None:
        text, start = self._text, self.at
        at = start
        for _ in range(6):
            word = _WORD.match(text, at)
            if not word:
                return
            if levelforms.heads(word[0]) and not _SPOKEN.search(text[start:at]):
                self.level, self.at = word[0].strip(levelforms.AROUND), word.end()
                return
            if word[0][0] in "[<(" and not word[0].strip(",:").endswith(("]", ">", ")")):
                at = _past_bracket(text, at)
                if at < 0:
                    return
            elif _PLAIN.match(word[0]) and not re.match(
                r"\s+[-|\[]", text[word.end() : word.end() + 4]
            ):
                return
            else:
                at = word.end()
            space = _SPACE.match(text, at)
            at = space.end() if space else at

    def _near_level(self) -> None:
        text = self._text
        named = levelforms.behind(text, self.at)
        if named:
            self.level, self.at = named
            return
        name = _NAME.match(text, self.at)
        if name and is_level(name[1]):
            bracketed = name[0][0] in "[(<|" or name[0][-1] in "])>|"
            wide = re.match(r"\s{2,}|\t", text[name.end() : name.end() + 9])
            if bracketed or wide or self._lead.strip() == "," or set(self._lead) & {"|", "-"}:
                self.level, self.at = name[1], name.end()
                return
        numbers = _NUMBERS.match(text, self.at)
        letter = _ONE.match(text, numbers.end() if numbers else self.at)
        if letter:
            self.level, self.at = letter[1], letter.end()
        else:
            self.level = levelforms.beside(text, self.at)

    def program(self) -> None:
        """Pass over the host and the program of a syslog line."""
        found = _PROGRAM.match(self._text, self.at)
        if found and not re.match(r"\S+\s+\[", self._text[self.at : self.at + 200]):
            self.at, self._named = found.end(), True

    def level_of_message(self) -> None:
        """Take the level that opens the message of a named program; it stays in the message."""
        if self.level is None and self._named:
            opening = levelforms.opening(self._text[self.at : self.at + _OPENED])
            if opening:
                self.level = opening[0]

    def header(self) -> None:
        """Pass over numbers, bracketed parts and names of components up to the message."""
        text, size = self._text, len(self._text)
        for _ in range(_STEPS):
            lead = _SEPARATOR.match(text, self.at)
            if lead:
                self.at = lead.end()
            if self.at >= size:
                return
            if lead and self.level and " - " in lead[0]:
                if not self._named and self._take(_DASHED):
                    self._named = True
                    continue
                return
            if not self._named and self._take(_NUMBER):
                continue
            if self._bracket():
                continue
            if self._named or not self._component():
                return

    def _bracket(self) -> bool:
        text = self._text
        opens = text[self.at]
        if (
            (opens in "[<" and self._brackets < 3 and not self._named)
            or (opens == "[" and self._brackets < 2)
        ) and not text.startswith('["', self.at):
            end = _past_bracket(text, self.at)
            if 0 < end < len(text) - 1:
                self.at = end
                self._brackets += 1
                return True
        return False

    def _component(self) -> bool:
        if self._take(_PART, lambda end: end < len(self._text)) or (
            self.level and len(self.level) == 1 and (self._take(_TAGGED) or self._take(_WRITTEN))
        ):
            self._named = True
        elif self._take(_FIELD):
            pass
        elif (self.level and self._take(_PLACED)) or self._take(_DASHED):
            self._named = True
        elif not (
            self.level and ((self._brackets == 0 and self._take(_DOTTED)) or self._take(_COLUMN))
        ):
            return False
        return True

    def _take(
        self, pattern: re.Pattern[str], condition: Callable[[int], bool] | None = None
    ) -> bool:
        found = pattern.match(self._text, self.at)
        if not found or (condition and not condition(found.end())):
            return False
        self.at = found.end()
        return True


def _past_bracket(text: str, at: int) -> int:
    """Return the offset past the bracket group that opens at `at`, or -1."""
    opens, closes, depth = text[at], _CLOSING[text[at]], 0
    for place in range(at, min(len(text), at + _BRACKETED)):
        if text[place] == opens:
            depth += 1
        elif text[place] == closes:
            depth -= 1
            if depth == 0:
                return place + 1
    return -1
