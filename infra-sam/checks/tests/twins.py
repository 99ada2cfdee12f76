# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Broken twins: the template of this repository with one thing changed, and the rule that has to notice."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Source = dict[str, Any]

MANAGED = "SendMessageFunction"
STANDARD = "SendMessageStandardFunction"


@dataclass(frozen=True)
class Twin:
    rule: str
    what: str
    breaks: Callable[[Source], None]
    parameters: dict[str, str]

    def __str__(self) -> str:
        return f"{self.rule}: {self.what}"


TWINS: list[Twin] = []


def twin(rule: str, what: str, **parameters: str) -> Callable[[Callable[[Source], None]], None]:
    def register(breaks: Callable[[Source], None]) -> None:
        TWINS.append(Twin(rule, what, breaks, parameters))

    return register


def sets(rule: str, what: str, path: str, value: Any, **parameters: str) -> None:
    """A twin in which the value at a path below Resources is another one; None removes it."""

    def breaks(source: Source) -> None:
        *parents, last = path.split("/")
        node: Any = source["Resources"]
        for key in parents:
            node = node[int(key)] if isinstance(node, list) else node.setdefault(key, {})
        if value is None:
            del node[last]
        elif isinstance(node, list):
            node[int(last)] = value
        else:
            node[last] = value

    TWINS.append(Twin(rule, what, breaks, parameters))


# ---- functions on managed instances
VARIABLES = f"{MANAGED}/Properties/Environment/Variables"
sets("jvm", "options left to Lambda", f"{VARIABLES}/JAVA_TOOL_OPTIONS", None)
sets(
    "jvm",
    "the first compiler alone, by a later option",
    f"{VARIABLES}/JAVA_TOOL_OPTIONS",
    "-XX:+ExitOnOutOfMemoryError -XX:+UseSerialGC -XX:TieredStopAtLevel=4 -XX:TieredStopAtLevel=1",
)
sets(
    "jvm",
    "no collector",
    f"{VARIABLES}/JAVA_TOOL_OPTIONS",
    "-XX:+ExitOnOutOfMemoryError -XX:TieredStopAtLevel=4",
)
sets("rehearsal", "two minutes", f"{VARIABLES}/REHEARSAL_SECONDS", "120")
sets("memory-range", "1 GB", f"{MANAGED}/Properties/MemorySize", 1024)
sets("memory-range", "64 GB", f"{MANAGED}/Properties/MemorySize", 65536)
sets("memory-ratio", "3 GB at 2 GiB per vCPU", f"{MANAGED}/Properties/MemorySize", 3072)
sets(
    "memory-ratio",
    "3 GiB per vCPU",
    f"{MANAGED}/Properties/CapacityProviderConfig/ExecutionEnvironmentMemoryGiBPerVCpu",
    3,
)
sets(
    "concurrency",
    "65 on one vCPU",
    f"{MANAGED}/Properties/CapacityProviderConfig/PerExecutionEnvironmentMaxConcurrency",
    65,
)
sets(
    "concurrency",
    "none",
    f"{MANAGED}/Properties/CapacityProviderConfig/PerExecutionEnvironmentMaxConcurrency",
    0,
)
sets(
    "environments",
    "0 to 3",
    f"{MANAGED}/Properties/FunctionScalingConfig",
    {"MinExecutionEnvironments": 0, "MaxExecutionEnvironments": 3},
)
sets(
    "environments",
    "4 to 3",
    f"{MANAGED}/Properties/FunctionScalingConfig",
    {"MinExecutionEnvironments": 4, "MaxExecutionEnvironments": 3},
)
sets(
    "environments",
    "only a maximum",
    f"{MANAGED}/Properties/FunctionScalingConfig",
    {"MaxExecutionEnvironments": 3},
)
sets(
    "managed-exclusions",
    "SnapStart",
    f"{MANAGED}/Properties/SnapStart",
    {"ApplyOn": "PublishedVersions"},
)
sets(
    "managed-exclusions",
    "reserved concurrency",
    f"{MANAGED}/Properties/ReservedConcurrentExecutions",
    5,
)
sets("one-set-of-environments", "an alias", f"{MANAGED}/Properties/AutoPublishAlias", "live")
sets("published", "not published", f"{MANAGED}/Properties/PublishToLatestPublished", False)
sets("log-format", "text", f"{MANAGED}/Properties/LoggingConfig/LogFormat", "Text")
sets("runtime", "java17", f"{MANAGED}/Properties/Runtime", "java17")
sets("function-timeout", "29 s", f"{MANAGED}/Properties/Timeout", 29)
sets(
    "start-up",
    "SnapStart with provisioned concurrency",
    f"{STANDARD}/Properties/ProvisionedConcurrencyConfig",
    {"ProvisionedConcurrentExecutions": 1},
)


RESERVED = {"DefaultCompute": "standard", "RelayReservedConcurrency": "2"}


@twin("reserved-concurrency", "less than provisioned", StandardStartup="provisioned", **RESERVED)
def _(source: Source) -> None:
    del source["Rules"]["ReservedOrProvisioned"]


sets(
    "reserved-concurrency",
    "on a function that nobody invokes",
    f"{STANDARD}/Properties/ReservedConcurrentExecutions",
    5,
)


@twin("environments", "ranges that overlap", RelayMinEnvironments="12", RelayMaxEnvironments="3")
def _(source: Source) -> None:
    source["Parameters"]["RelayMaxEnvironments"]["MinValue"] = 3


@twin("managed-exclusions", "a VpcConfig")
def _(source: Source) -> None:
    # SAM itself refuses this one, so it is made of plain CloudFormation.
    function = source["Resources"][MANAGED]
    config = function["Properties"].pop("CapacityProviderConfig")
    function["Type"] = "AWS::Lambda::Function"
    function["Properties"] = {
        **{key: value for key, value in function["Properties"].items() if key != "CodeUri"},
        "Runtime": "java25",
        "Architectures": ["arm64"],
        "Timeout": 20,
        "Code": {"S3Bucket": "bucket", "S3Key": "code"},
        "VpcConfig": {"SubnetIds": ["subnet-01234567"], "SecurityGroupIds": ["sg-01234567"]},
        "CapacityProviderConfig": {
            "LambdaManagedInstancesCapacityProviderConfig": {
                "CapacityProviderArn": config["Arn"],
                "PerExecutionEnvironmentMaxConcurrency": config[
                    "PerExecutionEnvironmentMaxConcurrency"
                ],
                "ExecutionEnvironmentMemoryGiBPerVCpu": config[
                    "ExecutionEnvironmentMemoryGiBPerVCpu"
                ],
            }
        },
    }


# ---- capacity provider
PROVIDER = "CapacityProvider/Properties"
sets("architecture", "upper case", f"{PROVIDER}/InstanceRequirements/Architectures", ["ARM64"])
sets("architecture", "both", f"{PROVIDER}/InstanceRequirements/Architectures", ["arm64", "x86_64"])
sets(
    "architecture",
    "a function for the other one",
    f"{MANAGED}/Properties/Architectures",
    ["x86_64"],
)
sets(
    "instance-types",
    "a medium",
    f"{PROVIDER}/InstanceRequirements/AllowedInstanceTypes",
    ["c8g.medium"],
)
sets(
    "instance-types",
    "another family",
    f"{PROVIDER}/InstanceRequirements/AllowedInstanceTypes",
    ["t4g.large"],
)
sets(
    "instance-types",
    "another architecture",
    f"{PROVIDER}/InstanceRequirements/AllowedInstanceTypes",
    ["c7i.large"],
)
sets(
    "instance-types",
    "allowed and excluded",
    f"{PROVIDER}/InstanceRequirements/ExcludedInstanceTypes",
    ["c8g.large"],
)
sets(
    "instance-types",
    "left to Lambda",
    f"{PROVIDER}/InstanceRequirements/AllowedInstanceTypes",
    None,
)
sets(
    "one-size",
    "a larger one beside it",
    f"{PROVIDER}/InstanceRequirements/AllowedInstanceTypes",
    ["c8g.xlarge", "c8g.8xlarge"],
)
sets(
    "memory-family",
    "R instances at 2 GiB per vCPU",
    f"{PROVIDER}/InstanceRequirements/AllowedInstanceTypes",
    ["r8g.xlarge"],
)
sets(
    "vcpu-bound",
    "a bound below the floor",
    f"{PROVIDER}/CapacityProviderScalingConfig/MaxVCpuCount",
    16,
)
sets(
    "vcpu-bound",
    "a bound below Lambda's least",
    f"{PROVIDER}/CapacityProviderScalingConfig/MaxVCpuCount",
    1,
)
sets(
    "scaling-mode",
    "a policy in the mode Auto",
    f"{PROVIDER}/CapacityProviderScalingConfig/ScalingPolicies",
    [{"TargetValue": 50}],
)
sets("operator-role", "no policy", "CapacityProviderOperatorRole/Properties/ManagedPolicyArns", [])
sets(
    "operator-role",
    "no trust",
    "CapacityProviderOperatorRole/Properties/AssumeRolePolicyDocument",
    {"Statement": []},
)


KEY = {"KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/0123"}
sets(
    "volume-key",
    "no use of the key",
    "CapacityProviderOperatorRole/Properties/Policies",
    None,
    **KEY,
)
KEY_POLICY = "CapacityProviderOperatorRole/Properties/Policies/Fn::If/1/0/PolicyDocument/Statement"
sets("volume-key", "every key", f"{KEY_POLICY}/0/Resource", "*", **KEY)
sets("volume-key", "grants to anybody", f"{KEY_POLICY}/1/Condition", None, **KEY)


@twin("environment-fits", "4 vCPUs on an xlarge", EnvironmentVCpus="4")
def _(source: Source) -> None:
    del source["Rules"]["LargeEnvironmentFitsInstance"]


@twin(
    "vcpu-bound",
    "a wider range of environments",
    RelayMinEnvironments="100",
    RelayMaxEnvironments="100",
    InstanceSize="2xlarge",
    MaxVCpuCount="200",
)
def _(source: Source) -> None:
    source["Parameters"]["RelayMinEnvironments"]["MaxValue"] = 100
    source["Mappings"]["BatchesOfSlots"]["100"] = {"32": 1000}


# ---- network
sets("subnets", "one subnet", f"{PROVIDER}/VpcConfig/SubnetIds", [{"Ref": "PrivateSubnetA"}])
sets("subnets", "no security group", f"{PROVIDER}/VpcConfig/SecurityGroupIds", [])
sets(
    "subnets",
    "one zone",
    "PrivateSubnetB/Properties/AvailabilityZone",
    {"Fn::GetAtt": ["PublicSubnetA", "AvailabilityZone"]},
)
sets("zone-ids", "a letter", "PublicSubnetA/Properties/AvailabilityZone", "us-east-1a")
sets("zone-ids", "none", "PublicSubnetA/Properties/AvailabilityZone", None)
sets(
    "no-inbound",
    "a rule that lets HTTPS in",
    "InstanceSecurityGroup/Properties/SecurityGroupIngress",
    [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}],
)
sets("way-out", "no route", "PrivateRouteA/Properties/DestinationCidrBlock", "10.0.0.0/8")
sets("way-out", "a provider that does not wait", f"{PROVIDER}/Tags", [])
sets(
    "no-private-execute-api",
    "an execute-api endpoint",
    "ApiEndpoint",
    {
        "Type": "AWS::EC2::VPCEndpoint",
        "Properties": {"ServiceName": "com.amazonaws.us-east-1.execute-api"},
    },
)
sets("table-endpoint", "no endpoint", "DynamoDbEndpoint", None)


# ---- invocation
@twin("dangling-reference", "an output without its condition", ConnectCompute="standard")
def _(source: Source) -> None:
    source["Outputs"]["TableName"]["Value"] = {"Ref": "OnConnectFunction"}


sets(
    "dangling-reference",
    "a condition that does not fit",
    "OnConnectPermission/Condition",
    "HasManagedFunction",
    ConnectCompute="standard",
)
sets("routes", "no $default", "DefaultRoute", None)
sets(
    "permission-qualifier",
    "on the alias of another function",
    "SendMessageStandardPermission/Properties/FunctionName",
    {"Ref": "OnConnectStandardFunction.Alias"},
    DefaultCompute="standard",
    DefaultDelivery="direct",
)
sets(
    "permission-qualifier",
    "on the function, not on its alias",
    "SendMessageStandardPermission/Properties/FunctionName",
    {"Ref": STANDARD},
    DefaultCompute="standard",
    DefaultDelivery="direct",
)
sets(
    "permission-scope",
    "every stage",
    "SendMessagePermission/Properties/SourceArn",
    {"Fn::Sub": "arn:aws:execute-api:us-east-1:123456789012:${EventsApi}/*/$default"},
)
sets("permission-scope", "every source", "SendMessagePermission/Properties/SourceArn", None)
sets(
    "permission-first",
    "an integration that does not wait",
    "DefaultIntegration/Properties/Description",
    None,
)
sets(
    "invoked-by-alias",
    "the function itself",
    "DefaultIntegration/Properties/IntegrationUri",
    {
        "Fn::Sub": "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${SendMessageStandardFunction.Arn}/invocations"
    },
    DefaultDelivery="direct",
)
sets(
    "invoked-by-alias",
    "by a queue's mapping",
    "DefaultQueueMapping/Properties/FunctionName",
    {"Ref": STANDARD},
)
sets(
    "unused-provisioned",
    "on a route that is managed",
    f"{STANDARD}/Properties/ProvisionedConcurrencyConfig",
    {"ProvisionedConcurrentExecutions": 5},
)
sets(
    "new-version",
    "a parameter that the description leaves out",
    f"{STANDARD}/Properties/VersionDescription",
    {"Fn::Sub": "${StageName}"},
)


@twin("new-version", "a parameter that decides a condition")
def _(source: Source) -> None:
    properties = source["Resources"][STANDARD]["Properties"]
    properties["Timeout"] = {"Fn::If": ["DefaultIsQueued", 5, 20]}
    properties["VersionDescription"] = {
        "Fn::Sub": "${StageName} ${StandardMemory} ${StandardStartup} ${SendNack} ${LogLevel}"
    }


sets(
    "least-privilege",
    "every table",
    "SendMessageRole/Properties/Policies/0/PolicyDocument/Statement/1/Resource",
    "*",
)
sets(
    "least-privilege",
    "every action",
    "SendMessageRole/Properties/Policies/0/PolicyDocument/Statement/1/Action",
    "dynamodb:*",
)
sets(
    "least-privilege",
    "a managed policy",
    "SendMessageRole/Properties/ManagedPolicyArns",
    ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"],
)

# ---- queues
QUEUE = "DefaultQueue/Properties"
MAPPING = "DefaultQueueMapping/Properties"
WRITER = "DefaultQueueIntegration/Properties"
FORM = f"{WRITER}/RequestTemplates/$default"
READER = "SendMessageRole/Properties/Policies/0/PolicyDocument/Statement/3"
WRITER_ROLE = "QueueWriterRole/Properties"
WRITES = f"{WRITER_ROLE}/Policies/0/PolicyDocument/Statement/0"
sets("queue-visibility", "five times the time-out", f"{QUEUE}/VisibilityTimeout", 25)
sets(
    "queue-visibility", "the default", f"{QUEUE}/VisibilityTimeout", None, DefaultDelivery="direct"
)
sets("queue-batch", "whole batches again", f"{MAPPING}/FunctionResponseTypes", [])
sets("queue-batch", "a window", f"{MAPPING}/MaximumBatchingWindowInSeconds", 5)
sets("queue-batch", "a batch of a hundred", f"{MAPPING}/BatchSize", 100)
sets("queue-redrive", "none", f"{QUEUE}/RedrivePolicy", None)
sets("queue-redrive", "after one receive", f"{QUEUE}/RedrivePolicy/maxReceiveCount", 1)
sets(
    "queue-redrive",
    "dead letters that go first",
    "DefaultDeadLetters/Properties/MessageRetentionPeriod",
    3600,
)
sets(
    "queue-redrive",
    "dead letters that are read",
    "DisconnectQueueMapping/Properties/EventSourceArn",
    {"Fn::GetAtt": ["DefaultDeadLetters", "Arn"]},
)
sets("queue-age", "receives after its drop", f"{QUEUE}/RedrivePolicy/maxReceiveCount", 3)
sets("queue-age", "never tried again", f"{QUEUE}/VisibilityTimeout", 60)
sets("queue-age", "a last receive that ends after its drop", f"{QUEUE}/VisibilityTimeout", 55)
sets("queue-age", "dropped by SQS", f"{QUEUE}/MessageRetentionPeriod", 60)
sets(
    "queue-readers",
    "two mappings",
    "SecondMapping",
    {
        "Type": "AWS::Lambda::EventSourceMapping",
        "Properties": {
            "EventSourceArn": {"Fn::GetAtt": ["DefaultQueue", "Arn"]},
            "FunctionName": {"Ref": "SendMessageStandardFunction.Alias"},
        },
    },
)
sets("queue-readers", "every queue", f"{READER}/Resource", "*")
sets(
    "queue-readers",
    "a reader that may not delete",
    f"{READER}/Action",
    ["sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
)
sets("queue-readers", "a reader that purges", f"{READER}/Action/0", "sqs:PurgeQueue")
sets("queue-writers", "every queue", f"{WRITES}/Resource", "*")
sets("queue-writers", "nothing", f"{WRITER_ROLE}/Policies", None)
sets("queue-writers", "more than sending", f"{WRITES}/Action", "sqs:*")
sets("queue-writers", "no role", f"{WRITER}/CredentialsArn", None)
sets("queue-writers", "a function that writes", f"{READER}/Action/0", "sqs:SendMessage")
sets(
    "queue-writers",
    "a role that Lambda may take",
    f"{WRITER_ROLE}/AssumeRolePolicyDocument/Statement/0/Principal/Service",
    "lambda.amazonaws.com",
)
sets(
    "queue-concurrency",
    "all slots and more",
    f"{MAPPING}/ScalingConfig/Fn::If/2",
    {"MaximumConcurrency": 97},
)
sets(
    "queue-concurrency", "one batch", f"{MAPPING}/ScalingConfig/Fn::If/2", {"MaximumConcurrency": 1}
)
sets("queue-concurrency", "no bound", f"{MAPPING}/ScalingConfig", None)
sets(
    "queue-concurrency",
    "a bound and pollers",
    f"{MAPPING}/ProvisionedPollerConfig",
    {"MinimumPollers": 2, "MaximumPollers": 2},
)
POLLERS = f"{MAPPING}/ProvisionedPollerConfig/Fn::If/1"
PROVISIONED = {"DefaultPolling": "provisioned"}
sets("queue-concurrency", "one poller", f"{POLLERS}/MinimumPollers", 1, **PROVISIONED)
sets("queue-concurrency", "too many pollers", f"{POLLERS}/MaximumPollers", 10, **PROVISIONED)


@twin("queue-concurrency", "more than is reserved", **RESERVED)
def _(source: Source) -> None:
    mapping = source["Resources"]["DefaultQueueMapping"]["Properties"]
    mapping["ScalingConfig"] = {"MaximumConcurrency": 3}


sets(
    "delivery",
    "to the other function",
    f"{MAPPING}/FunctionName",
    {"Ref": "SendMessageStandardFunction.Alias"},
    DefaultDelivery="direct",
)
sets(
    "delivery",
    "a queue of its mode",
    "DefaultQueueMapping/Condition",
    "DefaultIsQueued",
    DefaultDelivery="direct",
)


@twin("delivery", "direct all the same", DefaultDelivery="direct", DisconnectDelivery="direct")
def _(source: Source) -> None:
    for route in ("Default", "Disconnect"):
        source["Resources"][f"{route}Route"]["Properties"]["Target"] = {
            "Fn::Sub": f"integrations/${{{route}Integration}}"
        }


def form(old: str, new: str) -> Callable[[Source], None]:
    """A twin whose form to the queue differs in one place."""

    def breaks(source: Source) -> None:
        templates = source["Resources"]["DefaultQueueIntegration"]["Properties"]["RequestTemplates"]
        assert old in templates["$default"]
        templates["$default"] = templates["$default"].replace(old, new)

    return breaks


sets("queue-event", "whatever comes", f"{WRITER}/PassthroughBehavior", "WHEN_NO_MATCH")
sets("queue-event", "as JSON", f"{WRITER}/RequestParameters", None)
sets("queue-event", "no template", f"{WRITER}/TemplateSelectionExpression", None)
for what, old, new in (
    ("the bare body", "$util.urlEncode($util.base64Encode($input.body))", "$input.body"),
    (
        "base64 in a form",
        "$util.urlEncode($util.base64Encode($input.body))",
        "$util.base64Encode($input.body)",
    ),
    ("as text", "StringValue=base64", "StringValue=text"),
    ("an id with its =", "$util.urlEncode($context.connectionId)", "$context.connectionId"),
    ("lines", "&MessageBody", "\n&MessageBody"),
    ("without a stage", "Name=stage", "Name=stages"),
    ("a number", "8.Value.DataType=String", "8.Value.DataType=Number"),
    ("another action", "SendMessage", "PurgeQueue"),
    (
        "no body",
        "#if($input.body == '')-#else$util.urlEncode($util.base64Encode($input.body))#end",
        "",
    ),
    (
        "eleven attributes",
        "Action=",
        "&".join(
            f"MessageAttribute.{n}.Name=a{n}&MessageAttribute.{n}.Value.DataType=String"
            for n in (9, 10, 11)
        )
        + "&Action=",
    ),
):
    twin("queue-event", what)(form(old, new))

# ---- operation
sets(
    "alarm-metric",
    "a name that nobody writes",
    "SendMessageErrors/Properties/MetricName",
    "CapacityProviderUnhealthyInstances",
)
sets("alarm-metric", "every minute", "SendMessageErrors/Properties/Period", 60)
sets(
    "alarm-metric",
    "a query by the wrong dimension",
    "ProviderCpu/Properties/Metrics/0/Expression",
    'SELECT MAX(CPUUtilization) FROM SCHEMA("AWS/Lambda", FunctionName)',
)
sets(
    "alarm-metric",
    "dimensions of another metric",
    "TableThrottles/Properties/Metrics/1/MetricStat/Metric/Dimensions",
    [],
)
sets(
    "alarm-follows-route",
    "always the managed function",
    "SendMessageErrors/Properties/Dimensions",
    [{"Name": "FunctionName", "Value": {"Ref": STANDARD}}],
)
sets("alarm-follows-route", "no alarm", "SendMessageThrottles", None)
sets("vcpu-alarm", "80 percent of the bound", "ProviderVCpus/Properties/Threshold", 320)
sets("vcpu-alarm", "no alarm", "ProviderVCpus", None)


@twin("vcpu-alarm", "a line where the alarm is not")
def _(source: Source) -> None:
    source["Resources"]["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"][1]["VCpuAlarmAt"] = (
        320
    )


sets("queue-alarm", "no alarm on dead letters", "DefaultDeadLetterThere", None)
sets("queue-alarm", "at the second one", "DisconnectDeadLetterThere/Properties/Threshold", 2)
sets("queue-alarm", "no alarm on the age", "DisconnectQueueAge", None)
sets("queue-alarm", "when they are gone", "DefaultQueueAge/Properties/Threshold", 60)
sets("alarm-target", "nobody is told", "SendMessageErrors/Properties/AlarmActions", None)
sets("dashboard", "not JSON", "Dashboard/Properties/DashboardBody", '{"widgets": [')
sets(
    "dashboard",
    "a metric that nobody writes",
    "Dashboard/Properties/DashboardBody",
    '{"widgets": [{"properties": {"period": 300, "metrics": [["AWS/Lambda", "Errors", "Route", "x"]]}}]}',
)

# ---- code
sets(
    "handler",
    "a class of another name",
    f"{MANAGED}/Properties/Handler",
    "dev.eventsrelay.sendmessage.Handler",
)
sets(
    "environment",
    "a variable that the code does not read",
    f"{MANAGED}/Properties/Environment/Variables/CONNECTION_TABLE",
    "x",
)
sets(
    "role-and-code",
    "an action that is missing",
    "SendMessageRole/Properties/Policies/0/PolicyDocument/Statement/1/Action",
    ["dynamodb:Query"],
)
sets(
    "role-and-code",
    "an action too many",
    "OnConnectRole/Properties/Policies/0/PolicyDocument/Statement/1/Action",
    ["dynamodb:PutItem", "dynamodb:Scan"],
)
sets("table", "another key", "ConnectionsTable/Properties/KeySchema/0/AttributeName", "id")
sets("table", "no expiry", "ConnectionsTable/Properties/TimeToLiveSpecification", None)
sets("table", "provisioned", "ConnectionsTable/Properties/BillingMode", "PROVISIONED")
sets(
    "table",
    "the billed key",
    "ConnectionsTable/Properties/SSESpecification",
    {"SSEEnabled": True},
)
sets(
    "table",
    "backed up",
    "ConnectionsTable/Properties/PointInTimeRecoverySpecification",
    {"PointInTimeRecoveryEnabled": True},
)
sets(
    "table",
    "warmed to less than a new one",
    "ConnectionsTable/Properties/WarmThroughput",
    {"WriteUnitsPerSecond": 1000},
)


@twin("table", "warmed above its bound", TableWarmWrites="40000", TableMaxUnits="8000")
def _(source: Source) -> None:
    del source["Rules"]["WarmthFitsBound"]


# ---- trust
IAM = {"ConnectAuthorization": "iam"}
INVOKE = "ConnectPolicy/Properties/PolicyDocument/Statement/0"
sets(
    "connect-authorization", "everybody", "ConnectRoute/Properties/AuthorizationType", "NONE", **IAM
)
sets("connect-authorization", "nobody", "ConnectPolicy", None, **IAM)
sets("connect-authorization", "every API", f"{INVOKE}/Resource", "*")
sets(
    "connect-authorization",
    "every stage",
    f"{INVOKE}/Resource",
    {"Fn::Sub": "arn:aws:execute-api:us-east-1:123456789012:${EventsApi}/*/$connect"},
    **IAM,
)
sets(
    "connect-authorization",
    "on a message",
    "DefaultRoute/Properties/AuthorizationType",
    "AWS_IAM",
)
SECRET = {
    "ConnectSecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:events-relay-AbCdEf"
}
SHARED = {"ConnectAuthorization": "shared-secret", **SECRET}
REPORT = {"ConnectAuthorization": "report", **SECRET}
AUTHORIZER = "ConnectAuthorizer/Properties"
sets(
    "connect-authorization", "no authorizer", "ConnectRoute/Properties/AuthorizerId", "a", **SHARED
)
sets(
    "connect-authorization",
    "a report that refuses",
    f"{AUTHORIZER}/IdentitySource",
    ["route.request.header.Authorization"],
    **REPORT,
)
sets(
    "connect-authorization",
    "a function that anybody can have run",
    f"{AUTHORIZER}/IdentitySource",
    None,
    **SHARED,
)
sets(
    "connect-authorization",
    "a function that only reports",
    "OnAuthorizeFunction/Properties/Environment/Variables/CONNECT_AUTHORIZATION",
    "report",
    **SHARED,
)
SECRET_STATEMENT = "OnAuthorizeRole/Properties/Policies/0/PolicyDocument/Statement/1"
sets("connect-secret", "every secret", f"{SECRET_STATEMENT}/Resource", "*", **SHARED)
sets(
    "connect-secret",
    "read by the relay",
    "SendMessageStandardFunction/Properties/Role",
    {"Fn::GetAtt": ["OnAuthorizeRole", "Arn"]},
    **SHARED,
)
sets(
    "permission-scope",
    "authorizers of every API",
    "OnAuthorizePermission/Properties/SourceArn",
    {"Fn::Sub": "arn:aws:execute-api:us-east-1:123456789012:*/authorizers/*"},
    **SHARED,
)
sets(
    "environment",
    "an authorizer without a secret",
    "OnAuthorizeFunction/Properties/Environment/Variables/CONNECT_SECRET_ARN",
    None,
    **SHARED,
)
sets(
    "role-and-code",
    "an authorizer that may not read the secret",
    f"{SECRET_STATEMENT}/Action",
    "secretsmanager:DescribeSecret",
    **SHARED,
)
LOG_SETTINGS = "EventsStage/Properties/AccessLogSettings/Fn::If/1/Format"
sets("access-log", "not JSON", LOG_SETTINGS, "$context.requestId $context.status")
sets("access-log", "nobody's", LOG_SETTINGS, '{"requestId": "$context.requestId"}')
sets(
    "access-log",
    "payloads",
    "EventsStage/Properties/DefaultRouteSettings/DataTraceEnabled",
    True,
)

# ---- known peaks
PEAK = {"PeakStart": "cron(45 7 ? * MON-FRI *)", "PeakEnd": "cron(0 19 ? * MON-FRI *)"}
PEAK_INPUT = "PeakStartSchedule/Properties/Target/Input"


def scaling(
    function: str = "${SendMessageFunction}", qualifier: str = "$LATEST.PUBLISHED", least: int = 3
) -> Source:
    config = {"MinExecutionEnvironments": least, "MaxExecutionEnvironments": 12}
    wanted = {"FunctionName": function, "Qualifier": qualifier, "FunctionScalingConfig": config}
    return {"Fn::Sub": json.dumps(wanted)}


sets("schedule", "not JSON", PEAK_INPUT, "{", **PEAK)
sets(
    "schedule", "a standard function", PEAK_INPUT, scaling("${SendMessageStandardFunction}"), **PEAK
)
sets("schedule", "another version", PEAK_INPUT, scaling(qualifier="1"), **PEAK)
sets("schedule", "parked", PEAK_INPUT, scaling(least=0), **PEAK)
sets("schedule", "a day late", "PeakEndSchedule/Properties/Target/RetryPolicy", None, **PEAK)
sets(
    "schedule-role",
    "for every account",
    "PeakRole/Properties/AssumeRolePolicyDocument/Statement/0/Condition",
    None,
    **PEAK,
)
sets(
    "schedule-role",
    "every function",
    "PeakRole/Properties/Policies/0/PolicyDocument/Statement/0/Resource",
    "*",
    **PEAK,
)
sets("schedule-role", "nothing", "PeakRole/Properties/Policies", None, **PEAK)
sets("schedule-alarm", "no alarm", "PeakMissed", None, **PEAK)

# ---- what remains
sets("log-retention", "for ever", "AccessLogGroup/Properties/RetentionInDays", None)
sets("provider-log", "left to Lambda", f"{PROVIDER}/TelemetryConfig", None)
sets("propagated-tags", "none", f"{PROVIDER}/PropagateTags", {"Mode": "None"})
sets("execution-log", "left to API Gateway", "ExecutionLogGroup", None)
sets("execution-log", "a stage that does not wait", "EventsStage/Properties/Tags", None)
sets("outlives", "the table", "ConnectionsTable/DeletionPolicy", "Retain")


@twin("environment", "a variable that is missing")
def _(source: Source) -> None:
    del source["Globals"]["Function"]["Environment"]["Variables"]["CONNECTIONS_TABLE"]
