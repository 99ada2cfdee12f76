# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""CloudFormation's intrinsic functions, evaluated for given values of the parameters.

A reference to a resource stays a text, ``${LogicalId}`` or ``${LogicalId.Attribute}``, because what it
will be is only known to CloudFormation. So do pseudo parameters: ``${AWS::Region}``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from stackcheck.template import TemplateError

NO_VALUE = object()
_SUB = re.compile(r"\$\{([^!}][^}]*)\}")


class Resolver:
    """Evaluates values of one template for one choice of parameters, and notes references that dangle."""

    def __init__(self, transformed: dict[str, Any], parameters: dict[str, str]):
        self._template = transformed
        self._parameters = parameters
        self._conditions: dict[str, bool] = {}
        self.dangling: list[tuple[str, str]] = []
        self._resolving = ""

    def exists(self, logical_id: str) -> bool:
        resource = self._template["Resources"].get(logical_id)
        return resource is not None and (
            "Condition" not in resource or self.condition(resource["Condition"])
        )

    def condition(self, name: str) -> bool:
        if name not in self._conditions:
            if name not in self._template.get("Conditions", {}):
                raise TemplateError(f"The condition {name} is used but not defined.")
            self._conditions[name] = self.truth(self._template["Conditions"][name])
        return self._conditions[name]

    def truth(self, expression: Any) -> bool:
        """A condition function, or one of those that only Rules know."""
        ((function, argument),) = expression.items()
        if function == "Condition":
            return self.condition(argument)
        if function == "Fn::Not":
            return not self.truth(argument[0])
        if function == "Fn::And":
            return all(self.truth(part) for part in argument)
        if function == "Fn::Or":
            return any(self.truth(part) for part in argument)
        if function == "Fn::Equals":
            left, right = (self.value(side) for side in argument)
            return str(left) == str(right)
        if function == "Fn::Contains":
            return str(self.value(argument[1])) in [str(self.value(each)) for each in argument[0]]
        raise TemplateError(f"{function} is no condition function that is known here.")

    def properties(self, logical_id: str) -> dict[str, Any]:
        self._resolving = logical_id
        return self.value(self._template["Resources"][logical_id].get("Properties") or {})

    def output(self, value: Any) -> Any:
        self._resolving = ""
        return self.value(value)

    def value(self, node: Any) -> Any:
        if isinstance(node, list):
            return [each for each in map(self.value, node) if each is not NO_VALUE]
        if not isinstance(node, dict):
            return node
        if len(node) == 1:
            ((function, argument),) = node.items()
            evaluate = self._FUNCTIONS.get(function)
            if evaluate:
                return evaluate(self, argument)
        values = {key: self.value(each) for key, each in node.items()}
        # CloudFormation takes null for a property that is not there.
        return {
            key: each for key, each in values.items() if each is not NO_VALUE and each is not None
        }

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return NO_VALUE
        if name in self._parameters:
            return self._parameters[name]
        return self._reference(name, name)

    def _get_att(self, argument: Any) -> str:
        logical_id, attribute = argument if isinstance(argument, list) else argument.split(".", 1)
        return self._reference(logical_id, f"{logical_id}.{attribute}")

    def _reference(self, logical_id: str, text: str) -> str:
        if not logical_id.startswith("AWS::") and not self.exists(logical_id):
            self.dangling.append((self._resolving, logical_id))
        return "${" + text + "}"

    def _sub(self, argument: Any) -> str:
        text, own = argument if isinstance(argument, list) else (argument, {})
        values = {key: self.value(each) for key, each in own.items()}

        def replacement(match: re.Match[str]) -> str:
            name = match.group(1)
            if name in values:
                return str(values[name])
            return str(self._get_att(name) if "." in name else self._ref(name))

        return _SUB.sub(replacement, text)

    def _if(self, argument: Any) -> Any:
        name, then, otherwise = argument
        return self.value(then if self.condition(name) else otherwise)

    def _find_in_map(self, argument: Any) -> Any:
        name, first, second = (str(self.value(each)) for each in argument)
        try:
            return self._template["Mappings"][name][first][second]
        except KeyError as e:
            raise TemplateError(f"The mapping {name} has no entry {first}, {second}.") from e

    def _select(self, argument: Any) -> Any:
        index, values = self.value(argument[0]), self.value(argument[1])
        return values[int(index)] if isinstance(values, list) else f"{values}[{index}]"

    def _join(self, argument: Any) -> str:
        return argument[0].join(str(each) for each in self.value(argument[1]))

    def _split(self, argument: Any) -> list[str]:
        return str(self.value(argument[1])).split(argument[0])

    _FUNCTIONS: ClassVar[dict[str, Callable[[Resolver, Any], Any]]] = {
        "Ref": _ref,
        "Fn::GetAtt": _get_att,
        "Fn::Sub": _sub,
        "Fn::If": _if,
        "Fn::FindInMap": _find_in_map,
        "Fn::Select": _select,
        "Fn::Join": _join,
        "Fn::Split": _split,
        "Fn::GetAZs": lambda self, argument: "${zones}",
        "Fn::Cidr": lambda self, argument: "${ranges}",
    }
