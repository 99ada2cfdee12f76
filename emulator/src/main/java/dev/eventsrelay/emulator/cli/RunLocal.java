// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.emulator.EmulatorSpec;
import dev.eventsrelay.emulator.faults.FaultText;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the emulator and keeps it until a signal. */
@Command(
    name = "run-local",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the WebSocket application of a SAM template on this machine.",
    footer = {
      "%nFaults; TIME is a duration such as 500ms, R a share of the calls such as 0.05:%n",
      FaultText.SYNTAX,
      "Clients that sign their handshake, for an API with AWS_IAM on $connect, use the access key",
      "local, the secret local and the region us-east-1.%n",
      "Commands:%n  demo   Plays one compile against a running relay. See run-local demo --help.%n"
    })
final class RunLocal implements Callable<Integer> {
  /** Fixed, so that the demo and other clients find the emulator without an option. */
  static final int DEFAULT_PORT = 3080;

  /**
   * Halves the CPU time until an environment is ready (measured: 1.1 s instead of 2.3 s), at the
   * cost of peak speed. {@code --java-option -XX:TieredStopAtLevel=4} undoes it.
   */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call
  private CommandSpec spec;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      defaultValue = "${sys:run-local.template:-infra-sam/template.yaml}",
      description = "The SAM template. Default: ${DEFAULT-VALUE}")
  @SuppressWarnings("NullAway.Init") // has a default
  private Path template;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      description = "Value of a template parameter; repeatable.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--api",
      paramLabel = "ID",
      description = "Logical id of the WebSocket API to run, if the template has several.")
  private @Nullable String api;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "" + DEFAULT_PORT,
      description = "Port on 127.0.0.1, 0 for a free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--environments",
      paramLabel = "[ID=]N",
      description =
          "Execution environments of every function, or of one; repeatable."
              + " Default: the template's number.")
  private List<EnvironmentCount> environments = List.of();

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "Maximum concurrent invocations of one environment. Default: the template's number.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "A JVM option for the functions; repeatable.")
  private List<String> javaOptions = List.of();

  @Option(
      names = "--runtime",
      paramLabel = "ID=COMMAND",
      description =
          "Command that runs functions of a runtime other than Java, such as"
              + " \"python3.13=python3 -m awslambdaric\"; the handler is appended as its last"
              + " argument; repeatable.")
  private List<RuntimeOption> runtimes = List.of();

  @Option(
      names = "--dynamodb-endpoint",
      paramLabel = "URL",
      description = "A DynamoDB emulator to use instead of DynamoDB Local.")
  private @Nullable URI dynamoDbEndpoint;

  @Option(
      names = "--sqs-endpoint",
      paramLabel = "URL",
      description =
          "An SQS emulator to use instead of ElasticMQ; queues that it lacks are created there.")
  private @Nullable URI sqsEndpoint;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description =
          "JSON file that is written once everything answers, kept current, and removed at the"
              + " end.")
  private @Nullable Path readyFile;

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      defaultValue = "${sys:emulator.home:-.}/target/run-local.log",
      description = "File for the functions' output. Default: ${DEFAULT-VALUE}")
  @SuppressWarnings("NullAway.Init") // has a default
  private Path logFile;

  @Option(
      names = "--no-console",
      description =
          "Serve no console. The functions then reach DynamoDB without a proxy, unless there are"
              + " faults.")
  private boolean noConsole;

  @Mixin private FaultChoice faults = new FaultChoice();

  @ArgGroup private Verbosity verbosity = new Verbosity();

  /** At most one of the two. */
  static final class Verbosity {
    @Option(names = "--verbose", description = "Also show the functions' output.")
    boolean verbose;

    @Option(names = "--quiet", description = "Show only errors.")
    boolean quiet;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = verbosity.quiet ? nowhere() : spec.commandLine().getOut();
    try (StopSignal signal = StopSignal.interruptThisThread();
        FunctionLog log = FunctionLog.open(logFile, out, verbosity.verbose);
        ReadyFile ready = ReadyFile.prepare(readyFile);
        Emulator emulator = Emulator.start(specification(log))) {
      faults.inject(emulator);
      new Welcome(emulator, logFile).print(out);
      // Last: whoever waits for the file finds everything else done.
      ready.keep(emulator);
      signal.await();
      return 0;
    } catch (InterruptedException _) {
      return 0;
    }
  }

  private EmulatorSpec specification(FunctionLog log) {
    EmulatorBuilder builder =
        Emulator.builder().template(template).port(port).listener(log).javaOption(QUICK_START);
    parameters.forEach(builder::parameter);
    javaOptions.forEach(builder::javaOption);
    runtimes.forEach(runtime -> runtime.applyTo(builder));
    faults.applyTo(builder);
    environments.forEach(count -> count.applyTo(builder));
    if (concurrency != null) {
      builder.concurrency(concurrency);
    }
    if (!noConsole) {
      builder.console();
    }
    if (api != null) {
      builder.webSocketApi(api);
    }
    if (dynamoDbEndpoint != null) {
      builder.dynamoDbEndpoint(dynamoDbEndpoint);
    }
    if (sqsEndpoint != null) {
      builder.sqsEndpoint(sqsEndpoint);
    }
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(PrintWriter.nullWriter());
  }
}
