# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What Lambda demands of a capacity provider. Most of it cannot be changed once it exists."""

from __future__ import annotations

from collections.abc import Iterator

from stackcheck.deployment import Deployment, Resource, listed, statements
from stackcheck.instances import InstanceType
from stackcheck.rule import rule
from stackcheck.rules.functions import ratio, vcpus

OPERATOR_POLICY = "AWSLambdaManagedEC2ResourceOperator"
# What the first publish starts: the default, for it comes before any scaling configuration can apply.
FIRST_PUBLISH_ENVIRONMENTS = 3


def allowed_types(provider: Resource) -> list[InstanceType]:
    names = provider.get("InstanceRequirements", "AllowedInstanceTypes", default=[])
    return [each for each in map(InstanceType.parse, names) if each]


def bound(provider: Resource) -> int:
    """vCPUs that all instances of a provider may have; Lambda's default where none is written."""
    return int(provider.get("CapacityProviderScalingConfig", "MaxVCpuCount", default=400))


@rule(
    "architecture",
    "A provider has exactly one architecture, arm64 or x86_64 in lower case, and its functions have the same.",
)
def architecture(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        wanted = provider.get("InstanceRequirements", "Architectures", default=[])
        if wanted not in (["arm64"], ["x86_64"]):
            yield f"{provider.logical_id} has the architectures {wanted}."
        for function in deployment.managed_functions:
            if function.get("Architectures", default=["x86_64"]) != wanted:
                yield f"{function.logical_id} is for {function.get('Architectures', default=['x86_64'])}, {provider.logical_id} for {wanted}."


@rule(
    "instance-types",
    "Managed instances are of the C, M and R families, large and up, and of the provider's architecture.",
)
def instance_types(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        requirements = provider.get("InstanceRequirements", default={})
        if "AllowedInstanceTypes" in requirements and "ExcludedInstanceTypes" in requirements:
            yield f"{provider.logical_id} both allows and excludes instance types; Lambda takes one of the two."
        if not requirements.get("AllowedInstanceTypes"):
            yield f"{provider.logical_id} leaves the instance type to Lambda, so neither its floor nor its bill can be known."
        for name in requirements.get("AllowedInstanceTypes", []):
            known = InstanceType.parse(name)
            if known is None:
                yield f"{provider.logical_id} allows {name}, which managed instances do not offer."
            elif [known.architecture] != requirements.get("Architectures"):
                yield f"{provider.logical_id} allows {name}, which is {known.architecture}."


@rule(
    "one-size",
    "Several generations of one type keep floor and bill known. Of several sizes or families, Lambda has been seen to take"
    " the largest.",
)
def one_size(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        types = allowed_types(provider)
        if len({(each.vcpus, each.gib) for each in types}) > 1:
            yield f"{provider.logical_id} allows {', '.join(each.name for each in types)}."


@rule(
    "environment-fits",
    "Of each instance 1 vCPU and 1 GB are Lambda's own; an environment has to fit into the rest.",
)
def environment_fits(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        for function in deployment.managed_functions:
            gib = int(function.get("MemorySize", default=128)) / 1024
            for each in allowed_types(provider):
                if vcpus(function) >= 1 and each.environments(int(vcpus(function)), gib) < 1:
                    yield f"{function.logical_id} ({vcpus(function):g} vCPUs, {gib:g} GB) does not fit into a {each.name}."


@rule(
    "vcpu-bound",
    "MaxVCpuCount (2 to 15000) has to cover the floor of all functions, at least 3 environments each at the first"
    " publish, even if each environment gets an instance of its own. Too small, and the first publish fails and the"
    " provider stays stuck.",
)
def vcpu_bound(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        most = bound(provider)
        largest = max((each.vcpus for each in allowed_types(provider)), default=0)
        floor = largest * sum(
            max(
                FIRST_PUBLISH_ENVIRONMENTS,
                int(function.get("FunctionScalingConfig", "MinExecutionEnvironments", default=3)),
            )
            for function in deployment.managed_functions
        )
        if not 2 <= most <= 15000:
            yield f"{provider.logical_id} has MaxVCpuCount {most}."
        elif most < floor:
            yield f"{provider.logical_id} has MaxVCpuCount {most}, and its functions can need {floor} vCPUs from the start."


@rule("scaling-mode", "Scaling policies go with the mode Manual; with Auto, Lambda refuses them.")
def scaling_mode(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        config = provider.get("CapacityProviderScalingConfig", default={})
        if config.get("ScalingMode", "Auto") == "Auto" and config.get("ScalingPolicies"):
            yield f"{provider.logical_id} has scaling policies in the mode Auto."


@rule(
    "operator-role",
    f"The operator role trusts lambda.amazonaws.com and has the policy {OPERATOR_POLICY}.",
)
def operator_role(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        arn = str(provider.get("PermissionsConfig", "CapacityProviderOperatorRoleArn", default=""))
        role = deployment.resource_behind(arn)
        if role is None:
            continue
        if not any(
            str(policy).endswith(f":policy/{OPERATOR_POLICY}")
            for policy in role.get("ManagedPolicyArns", default=[])
        ):
            yield f"{role.logical_id} lacks the policy {OPERATOR_POLICY}."
        if "lambda.amazonaws.com" not in str(role.get("AssumeRolePolicyDocument")):
            yield f"{role.logical_id} does not trust lambda.amazonaws.com."


@rule(
    "memory-family",
    "Families hold 2 (C), 4 (M) or 8 (R) GiB per vCPU: another one than the functions ask for wastes half of it.",
)
def memory_family(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        for function in deployment.managed_functions:
            for each in allowed_types(provider):
                if each.gib / each.vcpus != ratio(function):
                    yield f"{function.logical_id} asks for {ratio(function):g} GiB per vCPU, a {each.name} has {each.gib // each.vcpus}."


KEY_ACTIONS = {
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
}
_GRANTS = {"Bool": {"kms:GrantIsForAWSResource": "true"}}


@rule(
    "volume-key",
    f"The policy {OPERATOR_POLICY} knows no keys: with KmsKeyArn the operator role itself needs the use of that key and"
    " of no other, and may grant it to AWS services only. Without it no instance starts.",
)
def volume_key(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        role = deployment.resource_behind(
            str(provider.get("PermissionsConfig", "CapacityProviderOperatorRoleArn", default=""))
        )
        if role is None:
            continue
        key = provider.get("KmsKeyArn")
        allowed: set[str] = set()
        for statement in statements(role):
            keyed = {each for each in listed(statement["Action"]) if each.startswith("kms:")}
            if keyed and listed(statement["Resource"]) != [key]:
                yield f"{role.logical_id} may use {statement['Resource']}, the provider's key is {key or 'that of AWS'}."
            if "kms:CreateGrant" in keyed and statement.get("Condition") != _GRANTS:
                yield f"{role.logical_id} may grant the key to anybody."
            allowed |= keyed
        for action in sorted(KEY_ACTIONS - allowed if key else ()):
            yield f"{role.logical_id} lacks {action} for {key}."
