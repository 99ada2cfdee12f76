// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.Emulator;
import dev.eventsrelay.emulator.EmulatorBuilder;
import dev.eventsrelay.emulator.EmulatorSpec;
import dev.eventsrelay.emulator.faults.FaultText;
import dev.eventsrelay.emulator.process.FileLimit;
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
          "Execution environments of every function, or of one, that run from the start;"
              + " repeatable. Default: the template's number, and one of a standard function.")
  private List<EnvironmentCount> environments = List.of();

  @Option(
      names = "--max-environments",
      paramLabel = "N",
      description =
          "The most environments of one standard function, which are made on demand; further"
              + " invocations wait for one. Default: 10.")
  private @Nullable Integer maxEnvironments;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description =
          "Maximum concurrent invocations of one environment on managed instances. Default: the"
              + " template's number.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "A JVM option for the functions; repeatable.")
  private List<String> javaOptions = List.of();

  @Option(
      names = "--rehearsal-seconds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How long functions may rehearse before their first event, so that it finds them hot."
              + " With --java-option -XX:TieredStopAtLevel=4 and 60 they become as fast as in"
              + " Lambda. Default: ${DEFAULT-VALUE}")
  private int rehearsalSeconds;

  @Option(
      names = "--runtime",
      paramLabel = "ID=COMMAND",
      description =
          "Command that runs functions of a runtime other than Java, such as"
              + " \"python3.13=python3 -m awslambdaric\"; the handler is appended as its last"
              + " argument; repeatable.")
  private List<RuntimeOption> runtimes = List.of();

  @Option(
      names = "--environment",
      paramLabel = "ID.NAME=VALUE",
      description =
          "Environment variable of the function with this logical id, such as what the template"
              + " takes from a parameter store, a secret or another stack; repeatable.")
  private List<VariableOption> variables = List.of();

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
      description =
          "File for the functions' output and the access log. Default: run-local.log in the"
              + " emulator's target folder, or beside it, if another emulator writes that one,"
              + " run-local-2.log and so on; in the temporary directory if that folder is"
              + " read-only.")
  private @Nullable Path logFile;

  @Option(
      names = "--runtime-client",
      paramLabel = "CLIENT",
      defaultValue = "auto",
      description =
          "auto or portable. Portable: run Java functions without the native code of AWS's runtime"
              + " client. It exists for Linux only, so other systems always do.")
  @SuppressWarnings("NullAway.Init") // has a default
  private RuntimeClient runtimeClient;

  @Option(
      names = "--watch",
      description =
          "When the code of a function changes, replace its environments: new ones first, then the"
              + " old ones end. No connection is cut.")
  private boolean watch;

  /** The choices of {@code --runtime-client}. */
  enum RuntimeClient {
    AUTO,
    PORTABLE
  }

  @Mixin private NetworkChoice network = new NetworkChoice();

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
    @Option(
        names = "--verbose",
        description = "Also show the functions' output and every route call.")
    boolean verbose;

    @Option(names = "--quiet", description = "Show only errors.")
    boolean quiet;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = verbosity.quiet ? nowhere() : spec.commandLine().getOut();
    try (StopSignal signal = StopSignal.interruptThisThread()) {
      return runUntil(signal, out);
    }
  }

  private int runUntil(StopSignal signal, PrintWriter out) throws Exception {
    try (FunctionLog log = new FunctionLog(logFile(), out, verbosity.verbose);
        ReadyFile ready = ReadyFile.prepare(readyFile, out);
        Emulator emulator = Emulator.start(specification(log))) {
      faults.inject(emulator);
      new Welcome(emulator, log.path()).print(out);
      FileLimit files = FileLimit.ofThisProcess();
      if (files.isLow()) {
        out.printf(
            "This process may open %d files, which is enough for about %d connections; raise the"
                + " limit with ulimit -n.%n",
            files.most(), files.left());
      }
      out.flush();
      // Last: whoever waits for the file finds everything else done.
      ready.keep(emulator);
      throw new CliException(emulator.awaitBreakdown());
    } catch (Exception e) {
      if (signal.received()) {
        return 0;
      }
      throw e;
    }
  }

  private LogFile logFile() throws CliException {
    if (logFile != null) {
      return LogFile.named(logFile);
    }
    return LogFile.inFirstOf(
        Path.of(System.getProperty("emulator.home", "."), "target"),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  private EmulatorSpec specification(FunctionLog log) {
    EmulatorBuilder builder =
        Emulator.builder()
            .template(template)
            .port(port)
            .listener(log)
            .accessLog(log)
            .javaOption(QUICK_START);
    builder.rehearsalSeconds(rehearsalSeconds);
    parameters.forEach(builder::parameter);
    javaOptions.forEach(builder::javaOption);
    variables.forEach(variable -> variable.applyTo(builder));
    runtimes.forEach(runtime -> runtime.applyTo(builder));
    faults.applyTo(builder);
    environments.forEach(count -> count.applyTo(builder));
    if (runtimeClient == RuntimeClient.PORTABLE) {
      builder.portableRuntimeClient();
    }
    if (watch) {
      builder.watch();
    }
    if (concurrency != null) {
      builder.concurrency(concurrency);
    }
    if (!noConsole) {
      builder.console();
    }
    if (maxEnvironments != null) {
      builder.maxEnvironments(maxEnvironments);
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
      network.applyTo(builder);
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private static PrintWriter nowhere() {
    return new PrintWriter(PrintWriter.nullWriter());
  }
}
