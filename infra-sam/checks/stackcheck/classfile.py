# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Reads from a Java class file what its methods call and which lambdas they make (JVM specification, chapter 4)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import NamedTuple

_INVOKES = {0xB6: "virtual", 0xB7: "special", 0xB8: "static", 0xB9: "interface"}
_INVOKEDYNAMIC = 0xBA
_NEW = 0xBB
_TABLESWITCH, _LOOKUPSWITCH, _WIDE, _IINC = 0xAA, 0xAB, 0xC4, 0x84
# Bytes of operands by opcode; those that are missing have none.
_OPERANDS = (
    dict.fromkeys((16, 18, *range(21, 26), *range(54, 59), 169, 188), 1)
    | dict.fromkeys(
        (17, 19, 20, 132, *range(153, 169), *range(178, 185), 187, 189, 192, 193, 198, 199), 2
    )
    | dict.fromkeys((185, 186, 200, 201), 4)
    | {0xC5: 3}
)
_CONSTANT_BYTES = {
    3: 4,
    4: 4,
    5: 8,
    6: 8,
    7: 2,
    8: 2,
    9: 4,
    10: 4,
    11: 4,
    12: 4,
    15: 3,
    16: 2,
    17: 4,
    18: 4,
    19: 2,
    20: 2,
}


class Member(NamedTuple):
    owner: str
    name: str
    descriptor: str


class Lambda(NamedTuple):
    """A lambda or method reference: the interface it implements, that interface's method, and its body."""

    interface: str
    method: str
    body: Member


@dataclass
class Method:
    member: Member
    calls: list[Member] = field(default_factory=list)
    creates: set[str] = field(default_factory=set)
    # Each with the call that it is first handed to, if there is one.
    lambdas: list[tuple[Lambda, Member | None]] = field(default_factory=list)


@dataclass
class ClassFile:
    name: str
    parents: list[str]
    methods: list[Method]


def read(data: bytes) -> ClassFile:
    return _Reader(data).read()


class _Reader:
    def __init__(self, data: bytes):
        self._data = data
        self._at = 8
        self._constants: dict[int, tuple] = {}
        self._bootstraps: list[tuple[int, list[int]]] = []

    def _take(self, kind: str) -> int:
        (value,) = struct.unpack_from(">" + kind, self._data, self._at)
        self._at += struct.calcsize(kind)
        return value

    def read(self) -> ClassFile:
        self._read_constants()
        self._take("H")
        name = self._class(self._take("H"))
        parent = self._take("H")
        parents = [self._class(parent)] if parent else []
        parents += [self._class(self._take("H")) for _ in range(self._take("H"))]
        for _ in range(self._take("H")):
            self._member_header()
        found = [self._member_header() for _ in range(self._take("H"))]
        for attribute, start, _ in self._attributes():
            if attribute == "BootstrapMethods":
                self._read_bootstraps(start)
        methods = [
            self._method(Member(name, each, descriptor), code) for each, descriptor, code in found
        ]
        return ClassFile(name, parents, methods)

    def _read_constants(self) -> None:
        index, count = 1, self._take("H")
        while index < count:
            tag = self._take("B")
            if tag == 1:
                length = self._take("H")
                self._constants[index] = (
                    tag,
                    self._data[self._at : self._at + length].decode("utf-8", "replace"),
                )
                self._at += length
            else:
                size = _CONSTANT_BYTES[tag]
                form = {2: ">H", 3: ">BH", 4: ">HH"}.get(size)
                self._constants[index] = (
                    tag,
                    *(struct.unpack_from(form, self._data, self._at) if form else ()),
                )
                self._at += size
            index += 2 if tag in (5, 6) else 1

    def _text(self, index: int) -> str:
        return self._constants[index][1]

    def _class(self, index: int) -> str:
        return self._text(self._constants[index][1])

    def _name_and_type(self, index: int) -> tuple[str, str]:
        _, name, descriptor = self._constants[index]
        return self._text(name), self._text(descriptor)

    def _reference(self, index: int) -> Member:
        _, owner, name_and_type = self._constants[index]
        return Member(self._class(owner), *self._name_and_type(name_and_type))

    def _attributes(self) -> list[tuple[str, int, int]]:
        found = []
        for _ in range(self._take("H")):
            name, length = self._text(self._take("H")), self._take("I")
            found.append((name, self._at, length))
            self._at += length
        return found

    def _member_header(self) -> tuple[str, str, bytes]:
        self._take("H")
        name, descriptor = self._text(self._take("H")), self._text(self._take("H"))
        code = b""
        for attribute, start, _ in self._attributes():
            if attribute == "Code":
                (length,) = struct.unpack_from(">I", self._data, start + 4)
                code = self._data[start + 8 : start + 8 + length]
        return name, descriptor, code

    def _read_bootstraps(self, start: int) -> None:
        self._at = start
        for _ in range(self._take("H")):
            method = self._take("H")
            self._bootstraps.append((method, [self._take("H") for _ in range(self._take("H"))]))

    def _method(self, member: Member, code: bytes) -> Method:
        method = Method(member)
        waiting: list[Lambda] = []
        for opcode, operand in _instructions(code):
            if opcode in _INVOKES:
                called = self._reference(operand)
                method.calls.append(called)
                for each in [
                    each for each in waiting if f"L{each.interface};" in called.descriptor
                ]:
                    method.lambdas.append((each, called))
                    waiting.remove(each)
            elif opcode == _NEW:
                method.creates.add(self._class(operand))
            elif opcode == _INVOKEDYNAMIC:
                made = self._lambda(operand)
                if made:
                    waiting.append(made)
        method.lambdas += [(each, None) for each in waiting]
        return method

    def _lambda(self, index: int) -> Lambda | None:
        _, bootstrap, name_and_type = self._constants[index]
        name, descriptor = self._name_and_type(name_and_type)
        handle, arguments = self._bootstraps[bootstrap]
        factory = self._reference(self._constants[handle][2])
        if factory.owner != "java/lang/invoke/LambdaMetafactory":
            return None
        body = self._reference(self._constants[arguments[1]][2])
        return Lambda(descriptor.rsplit(")L", 1)[1].rstrip(";"), name, body)


def _instructions(code: bytes):
    """Pairs of an opcode and its first two bytes of operands as a number (0 if it has fewer)."""
    at = 0
    while at < len(code):
        opcode = code[at]
        if opcode in (_TABLESWITCH, _LOOKUPSWITCH):
            operands = (at + 4) // 4 * 4
            _default, second, third = struct.unpack_from(
                ">iii", code.ljust(len(code) + 8, b"\0"), operands
            )
            cells = 3 + third - second + 1 if opcode == _TABLESWITCH else 2 + 2 * second
            at = operands + 4 * cells
        elif opcode == _WIDE:
            at += 6 if code[at + 1] == _IINC else 4
        else:
            size = _OPERANDS.get(opcode, 0)
            yield opcode, int.from_bytes(code[at + 1 : at + 3], "big") if size >= 2 else 0
            at += 1 + size
