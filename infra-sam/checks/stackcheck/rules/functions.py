# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What Lambda demands of functions on managed instances, and of standard ones."""

from __future__ import annotations

from collections.abc import Iterator

from stackcheck.deployment import Deployment, Resource
from stackcheck.rule import rule

PROVIDER = ("CapacityProviderConfig", "LambdaManagedInstancesCapacityProviderConfig")
# API Gateway's integration time-out. A function that takes longer answers nobody.
GATEWAY_SECONDS = 29


def ratio(function: Resource) -> float:
    return float(function.get(*PROVIDER, "ExecutionEnvironmentMemoryGiBPerVCpu", default=2))


def vcpus(function: Resource) -> float:
    return float(function.get("MemorySize", default=128)) / 1024 / ratio(function)


@rule("memory-range", "A managed function has 2048 to 32768 MB of memory.")
def memory_range(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        memory = int(function.get("MemorySize", default=128))
        if not 2048 <= memory <= 32768:
            yield f"{function.logical_id} has {memory} MB of memory."


@rule("memory-ratio", "Memory is exactly 2, 4 or 8 GiB times a whole number of vCPUs.")
def memory_ratio(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        if ratio(function) not in (2, 4, 8):
            yield f"{function.logical_id} asks for {ratio(function):g} GiB per vCPU."
        elif not vcpus(function).is_integer() or vcpus(function) < 1:
            yield (
                f"{function.logical_id} has {function.get('MemorySize')} MB, which at {ratio(function):g} GiB per vCPU"
                f" is {vcpus(function):g} vCPUs."
            )


@rule("concurrency", "An environment takes 1 to 1600 invocations at once, and at most 64 per vCPU.")
def concurrency(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        wanted = function.get(*PROVIDER, "PerExecutionEnvironmentMaxConcurrency")
        most = min(1600, int(64 * vcpus(function)))
        # Without it, Lambda chooses by the runtime.
        if wanted is not None and not 1 <= int(wanted) <= most:
            yield f"{function.logical_id} takes {wanted} invocations at once; with {vcpus(function):g} vCPUs it may take 1 to {most}."


@rule(
    "environments",
    "The minimum is at least 1 and not above the maximum (0 only with 0, which switches the function off), and both"
    " are written down: the default minimum is 3 for each function.",
)
def environments(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        least = function.get("FunctionScalingConfig", "MinExecutionEnvironments")
        most = function.get("FunctionScalingConfig", "MaxExecutionEnvironments")
        if least is None or most is None:
            yield f"{function.logical_id} does not say both MinExecutionEnvironments and MaxExecutionEnvironments."
        elif not (1 <= int(least) <= int(most) or int(least) == int(most) == 0):
            yield f"{function.logical_id} has {least} to {most} environments."


@rule(
    "managed-exclusions",
    "A managed function has no VpcConfig (the provider has one), no SnapStart, and neither reserved nor provisioned"
    " concurrency.",
)
def managed_exclusions(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        if function.get("VpcConfig") is not None:
            yield f"{function.logical_id} has a VpcConfig."
        if function.get("SnapStart", "ApplyOn", default="None") != "None":
            yield f"{function.logical_id} has SnapStart."
        if function.get("ReservedConcurrentExecutions") is not None:
            yield f"{function.logical_id} has reserved concurrency."


@rule(
    "one-set-of-environments",
    "A managed function always has the environments of $LATEST.PUBLISHED; a numbered version (so an alias) starts a"
    " second set, paid twice.",
)
def one_set(deployment: Deployment) -> Iterator[str]:
    for kind in ("AWS::Lambda::Version", "AWS::Lambda::Alias"):
        for resource in deployment.of_type(kind):
            function = deployment.function_behind("${" + resource.logical_id + "}")
            if function in deployment.managed_functions:
                yield f"{resource.logical_id} is a {kind.rsplit(':')[-1].lower()} of the managed function {function.logical_id}."


@rule(
    "published", "Only published versions run on managed instances, so each update has to publish."
)
def published(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        if function.get("PublishToLatestPublished", default=True) is not True:
            yield f"{function.logical_id} does not publish to $LATEST.PUBLISHED."


@rule("log-format", "Managed functions log in JSON, always.")
def log_format(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        if function.get("LoggingConfig", "LogFormat", default="JSON") != "JSON":
            yield f"{function.logical_id} asks for text logs."


@rule("runtime", "Managed instances run Java from java21 on.")
def runtime(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        name = str(function.get("Runtime", default="none"))
        if name.startswith("java") and name not in ("java21", "java25"):
            yield f"{function.logical_id} has the runtime {name}."


@rule(
    "function-timeout",
    f"API Gateway waits {GATEWAY_SECONDS} s for a function; a longer time-out answers nobody.",
)
def function_timeout(deployment: Deployment) -> Iterator[str]:
    for target in deployment.route_targets:
        seconds = int(target.function.get("Timeout", default=3))
        if seconds >= GATEWAY_SECONDS:
            yield f"{target.function.logical_id} has a time-out of {seconds} s."


@rule("start-up", "SnapStart and provisioned concurrency exclude each other.")
def start_up(deployment: Deployment) -> Iterator[str]:
    for alias in deployment.of_type("AWS::Lambda::Alias"):
        function = deployment.function_behind("${" + alias.logical_id + "}")
        provisioned = alias.get("ProvisionedConcurrencyConfig") is not None
        if (
            function
            and provisioned
            and function.get("SnapStart", "ApplyOn", default="None") != "None"
        ):
            yield f"{function.logical_id} has SnapStart and its alias {alias.get('Name')} has provisioned concurrency."


@rule(
    "reserved-concurrency",
    "Reserved concurrency is taken from all other functions of the account, so only a function that a route invokes has"
    " it, and at least as much of it as is provisioned.",
)
def reserved_concurrency(deployment: Deployment) -> Iterator[str]:
    invoked = {target.function.logical_id for target in deployment.route_targets}
    provisioned = {
        function.logical_id: int(
            alias.get("ProvisionedConcurrencyConfig", "ProvisionedConcurrentExecutions", default=0)
        )
        for alias in deployment.of_type("AWS::Lambda::Alias")
        if (function := deployment.function_behind("${" + alias.logical_id + "}"))
    }
    for function in deployment.standard_functions:
        reserved = function.get("ReservedConcurrentExecutions")
        if reserved is None:
            continue
        if function.logical_id not in invoked:
            yield f"{function.logical_id} reserves {reserved}, but no route points to it."
        if provisioned.get(function.logical_id, 0) > int(reserved):
            yield f"{function.logical_id} has {provisioned[function.logical_id]} provisioned, but only {reserved} reserved."


# Each with the reason why Lambda's own choice must not decide it. Of options that contradict each other the last one wins.
JVM_OPTIONS = {
    "-XX:TieredStopAtLevel=4": "may be held at the first compiler, which costs twice the CPU for its whole life",
    "-XX:+UseSerialGC": "has whatever collector the size of the machine suggests",
    "-XX:+ExitOnOutOfMemoryError": "runs on after it ran out of memory",
}


@rule(
    "jvm",
    "From Java 25 Lambda stops tiered compilation at level 1 unless it knows better, and names managed instances nowhere;"
    " JAVA_TOOL_OPTIONS asks for both compilers, the collector that was measured, and an end at the first OutOfMemoryError.",
)
def jvm(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        options = str(function.get("Environment", "Variables", "JAVA_TOOL_OPTIONS", default="")).split()
        for wanted, otherwise in JVM_OPTIONS.items():
            same = [option for option in options if option.split("=")[0] == wanted.split("=")[0]]
            if same[-1:] != [wanted]:
                yield f"{function.logical_id} lacks {wanted}: it {otherwise}."


# The least that Lambda allows the start of an environment on managed instances, and what the start takes besides.
INIT_SECONDS = 130
START_SECONDS = 20


@rule(
    "rehearsal",
    f"An environment on managed instances must have started within {INIT_SECONDS} s, its rehearsal included.",
)
def rehearsal(deployment: Deployment) -> Iterator[str]:
    for function in deployment.managed_functions:
        seconds = int(function.get("Environment", "Variables", "REHEARSAL_SECONDS", default=0))
        if seconds > INIT_SECONDS - START_SECONDS:
            yield f"{function.logical_id} may rehearse for {seconds} s, of {INIT_SECONDS} s that its start may take."
