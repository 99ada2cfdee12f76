// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.emulator.console.Console;
import dev.eventsrelay.emulator.console.Running;
import dev.eventsrelay.emulator.console.ShownQueue;
import dev.eventsrelay.emulator.dynamodb.DynamoDbApi;
import dev.eventsrelay.emulator.dynamodb.DynamoDbException;
import dev.eventsrelay.emulator.dynamodb.DynamoDbLocal;
import dev.eventsrelay.emulator.dynamodb.Tables;
import dev.eventsrelay.emulator.faults.CallListener;
import dev.eventsrelay.emulator.faults.FaultInjection;
import dev.eventsrelay.emulator.faults.Faults;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Interceptor;
import dev.eventsrelay.emulator.lambda.Compute;
import dev.eventsrelay.emulator.lambda.FunctionListener;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import dev.eventsrelay.emulator.lambda.FunctionStartException;
import dev.eventsrelay.emulator.lambda.JavaRuntime;
import dev.eventsrelay.emulator.network.FunctionNetwork;
import dev.eventsrelay.emulator.network.Identity;
import dev.eventsrelay.emulator.process.ChildProcesses;
import dev.eventsrelay.emulator.process.FileLimit;
import dev.eventsrelay.emulator.process.ScratchFolder;
import dev.eventsrelay.emulator.programs.Program;
import dev.eventsrelay.emulator.programs.Programs;
import dev.eventsrelay.emulator.queue.ElasticMq;
import dev.eventsrelay.emulator.queue.QueueListener;
import dev.eventsrelay.emulator.queue.SqsApi;
import dev.eventsrelay.emulator.queue.SqsException;
import dev.eventsrelay.emulator.template.Application;
import dev.eventsrelay.emulator.template.Deployment;
import dev.eventsrelay.emulator.template.EventSourceDefinition;
import dev.eventsrelay.emulator.template.FunctionDefinition;
import dev.eventsrelay.emulator.template.TableDefinition;
import dev.eventsrelay.emulator.template.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * One start. The gateway comes first, because the functions are told its address; then DynamoDB
 * with its tables; then all execution environments at once.
 */
final class Startup {
  /** The console offers faults, whether or not the options name a seed. */
  private static final long CONSOLE_FAULT_SEED = 1;

  private static final String DYNAMODB_LOCAL = "DynamoDB Local";

  private final EmulatorSpec spec;
  private final OpenResources resources = new OpenResources();
  private final Optional<Console> console;
  private final Optional<FaultInjection> faultInjection;
  private final Map<String, PendingFunction> functions = new LinkedHashMap<>();
  private final SqsService sqsService;
  private final Breakdown breakdown = new Breakdown();

  Startup(EmulatorSpec spec) {
    this.spec = spec;
    this.console = spec.consoleTitle().map(_ -> resources.add(new Console()));
    this.sqsService = new SqsService(queueListener());
    CallListener calls = console.map(Console::callListener).orElse(CallListener.NONE);
    this.faultInjection =
        spec.faultSeed()
            .or(() -> console.map(_ -> CONSOLE_FAULT_SEED))
            .map(seed -> new FaultInjection(seed, calls));
  }

  Emulator run() throws InterruptedException {
    try {
      return start();
    } catch (InterruptedException | EmulatorException e) {
      resources.close();
      throw e;
    } catch (TemplateException
        | FunctionStartException
        | DynamoDbException
        | SqsException
        | IllegalArgumentException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw failed(String.valueOf(requireNonNull(e.getCause()).getMessage()), e);
    } catch (IOException e) {
      throw failed(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      resources.close();
      throw e;
    }
  }

  private EmulatorException failed(String sentence, Exception cause) {
    resources.close();
    return new EmulatorException(sentence, cause);
  }

  private Emulator start() throws IOException, InterruptedException {
    long began = System.nanoTime();
    Programs programs = Programs.ofThisProcess();
    Application application = Application.read(spec.template(), spec.deployment());
    for (FunctionDefinition function : application.functions().values()) {
      PackagedHandler.require(function);
    }
    requireKnown(spec.environmentsByFunction().keySet(), application);
    requireKnown(spec.deployment().environmentByFunction().keySet(), application);
    SlotLimit slots = slots(application);
    ScratchFolder scratch = resources.add(ScratchFolder.create());
    Identity identity = identity(application, scratch);
    Gateway gateway = resources.add(gateway(application, identity));
    FunctionDirectory directory =
        new FunctionDirectory(application, this::pending, resources, this::networkNotice);
    FunctionNetwork network =
        resources.add(
            FunctionNetwork.start(
                identity,
                application.api().endpoint().host(),
                gateway.port(),
                Deployment.REGION,
                spec.network().allowNetwork(),
                directory,
                this::networkNotice,
                scratch.path()));
    ChildProcesses processes = resources.add(new ChildProcesses());
    processes.deleteAtEnd(scratch);
    JavaRuntime javaRuntime =
        JavaRuntime.prepare(
            scratch.link(programs.files(Program.RUNTIME_INTERFACE_CLIENT)),
            scratch.path(),
            spec.portableRuntimeClient());
    // The slowest to start, and the first that somebody waits for.
    Optional<ElasticMq> elasticMq = elasticMq(application, programs, processes, scratch);
    URI dynamoDb = dynamoDb(programs, processes, scratch);
    Optional<URI> sqsEndpoint = sqsEndpoint(application, elasticMq);
    Optional<SqsApi> sqs =
        sqsEndpoint.map(
            endpoint -> resources.add(new SqsApi(disturbedSqs(endpoint), Deployment.REGION)));

    FunctionFactory factory =
        new FunctionFactory(
            spec,
            listener(),
            processes,
            Files.createTempDirectory(scratch.path(), "packages"),
            new JavaOptions(javaRuntime, javaOptions(network)),
            application.api().endpoint(),
            gateway,
            network,
            asFunctionsSee(dynamoDb),
            sqs.map(SqsApi::endpoint),
            slots);
    directory.startWith(factory);
    Map<String, FunctionPool> pools = new LinkedHashMap<>();
    for (var function : application.functions().entrySet()) {
      pools.put(function.getKey(), resources.add(factory.pool(function.getValue())));
    }
    CompletableFuture<Map<String, URI>> queues = createQueues(application, sqs);
    // Before the functions, which use their tables when they start.
    createTables(dynamoDb, application.tables().values());
    List<CompletableFuture<Void>> underWay = new ArrayList<>();
    pools.values().forEach(pool -> underWay.add(pool.start()));
    underWay.add(queues.thenAccept(created -> {}));
    breakdown.onceHappened(resources::close);
    awaitAll(underWay);
    pools.forEach((id, pool) -> pending(id).is(pool));
    sqs.ifPresent(sqsService::is);
    startMappings(application, sqs, queues.join(), pools);
    if (spec.watch()) {
      pools.forEach(
          (id, pool) ->
              resources.add(
                  CodeWatch.start(
                      requireNonNull(application.functions().get(id)),
                      pool,
                      factory,
                      factory.listener())));
    }
    Optional<FaultInjection.Control> faults =
        faultInjection.map(injection -> resources.add(injection.control(gateway, pools)));
    if (console.isPresent() && faults.isPresent()) {
      console
          .get()
          .open(
              running(
                  application,
                  gateway,
                  pools,
                  faults.get().faults(),
                  dynamoDb,
                  shownQueues(application, undisturbed(queues.join(), sqsEndpoint), sqsEndpoint)));
    }
    // Closed first: the processes that end because of the close are no breakdown.
    resources.add(breakdown);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Emulator(
        application,
        gateway,
        identity.trust().authority(),
        dynamoDb,
        sqsEndpoint,
        undisturbed(queues.join(), sqsEndpoint),
        pools,
        faults,
        console.isPresent(),
        took,
        javaRuntime.isPortable(),
        breakdown,
        resources);
  }

  private SlotLimit slots(Application application) {
    List<Compute> functions = application.functions().values().stream().map(spec::compute).toList();
    SlotLimit slots = SlotLimit.of(FileLimit.ofThisProcess(), functions);
    slots
        .notice(functions)
        .ifPresent(
            sentence -> spec.listener().notice("Files", ProcessHandle.current().pid(), sentence));
    return slots;
  }

  private FunctionListener listener() {
    return console
        .<FunctionListener>map(
            present -> new Listeners(List.of(spec.listener(), present.functionListener())))
        .orElse(spec.listener());
  }

  private QueueListener queueListener() {
    return console.map(Console::queueListener).orElse(QueueListener.NONE);
  }

  private Running running(
      Application application,
      Gateway gateway,
      Map<String, FunctionPool> pools,
      Faults faults,
      URI dynamoDb,
      List<ShownQueue> queues) {
    return new Running(
        spec.consoleTitle().orElse(""),
        application.api().stage(),
        RouteFunctions.of(application),
        gateway,
        pools,
        faults,
        resources.add(new DynamoDbApi(dynamoDb, Deployment.REGION)),
        application.tables().values().stream().map(TableDefinition::name).toList(),
        queues);
  }

  private List<ShownQueue> shownQueues(
      Application application, Map<String, URI> urls, Optional<URI> endpoint) {
    return endpoint
        .map(sqs -> resources.add(new SqsApi(sqs, Deployment.REGION)))
        .map(sqs -> new ShownQueues(application, urls, sqs).all())
        .orElse(List.of());
  }

  private static void requireKnown(Set<String> functionIds, Application application) {
    for (String id : functionIds) {
      if (!application.functions().containsKey(id)) {
        throw new EmulatorException(
            "There is no function %s behind a route; there are %s."
                .formatted(id, String.join(", ", application.functions().keySet())),
            null);
      }
    }
  }

  private List<String> javaOptions(FunctionNetwork network) {
    List<String> options = new ArrayList<>(network.javaOptions());
    options.addAll(spec.javaOptions());
    return options;
  }

  private void networkNotice(String sentence) {
    spec.listener().notice("Network", ProcessHandle.current().pid(), sentence);
  }

  private Identity identity(Application application, ScratchFolder scratch) throws IOException {
    return Identity.create(
        List.of(application.api().endpoint().host(), FunctionNetwork.lambdaHost(Deployment.REGION)),
        spec.network().certificate(),
        scratch.path());
  }

  private Gateway gateway(Application application, Identity identity) {
    Interceptor interceptor =
        faultInjection.map(FaultInjection::interceptor).orElse(Interceptor.NONE);
    IntegrationFactory integrations = new IntegrationFactory(this::pending, sqsService);
    return new GatewayFactory(
            spec.port(),
            interceptor,
            console,
            spec.accessLog(),
            identity.tls()::detector,
            this::pending,
            integrations)
        .start(application.api());
  }

  private PendingFunction pending(String functionId) {
    return functions.computeIfAbsent(functionId, id -> new PendingFunction());
  }

  private URI dynamoDb(Programs programs, ChildProcesses processes, ScratchFolder scratch)
      throws IOException, InterruptedException {
    if (spec.dynamoDbEndpoint().isPresent()) {
      return spec.dynamoDbEndpoint().get();
    }
    DynamoDbLocal local =
        resources.add(
            DynamoDbLocal.start(
                processes,
                scratch.link(programs.files(Program.DYNAMODB_LOCAL)),
                scratch.path(),
                (pid, line) -> spec.listener().output(DYNAMODB_LOCAL, pid, line)));
    breakdown.watch(DYNAMODB_LOCAL, local.process());
    return local.endpoint();
  }

  private Optional<ElasticMq> elasticMq(
      Application application, Programs programs, ChildProcesses processes, ScratchFolder scratch)
      throws IOException, InterruptedException {
    if (application.queues().isEmpty() || spec.sqsEndpoint().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        resources.add(
            ElasticMq.start(
                processes,
                scratch.link(programs.files(Program.ELASTICMQ)),
                scratch.path(),
                (pid, line) -> spec.listener().output("ElasticMQ", pid, line),
                (pid, sentence) -> spec.listener().notice("ElasticMQ", pid, sentence))));
  }

  private Optional<URI> sqsEndpoint(Application application, Optional<ElasticMq> elasticMq)
      throws IOException, InterruptedException {
    if (application.queues().isEmpty()) {
      return Optional.empty();
    }
    return elasticMq.isPresent() ? Optional.of(elasticMq.get().endpoint()) : spec.sqsEndpoint();
  }

  /** What the gateway, the mappings and the functions call instead of SQS itself. */
  private URI disturbedSqs(URI sqs) {
    return faultInjection
        .map(injection -> resources.add(injection.beforeSqs(sqs)).endpoint())
        .orElse(sqs);
  }

  private static CompletableFuture<Map<String, URI>> createQueues(
      Application application, Optional<SqsApi> sqs) {
    if (sqs.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return new QueueFactory(application, sqs.get()).create();
          } catch (InterruptedException e) {
            throw new IllegalStateException("Nobody interrupts this thread.", e);
          }
        },
        Thread::startVirtualThread);
  }

  /** The URLs without the proxy, for whoever looks into the queues. */
  private static Map<String, URI> undisturbed(Map<String, URI> queues, Optional<URI> sqs) {
    Map<String, URI> urls = new LinkedHashMap<>();
    queues.forEach((id, url) -> urls.put(id, sqs.orElseThrow().resolve(url.getRawPath())));
    return urls;
  }

  private void startMappings(
      Application application,
      Optional<SqsApi> sqs,
      Map<String, URI> queues,
      Map<String, FunctionPool> pools) {
    for (EventSourceDefinition mapping : application.eventSources()) {
      FunctionPool function = pools.get(mapping.functionId());
      if (mapping.enabled() && function != null) {
        resources.add(
            new QueueFactory(application, sqs.orElseThrow())
                .start(mapping, queues, function, listener(), queueListener()));
      }
    }
  }

  private static void createTables(URI endpoint, Collection<TableDefinition> tables)
      throws InterruptedException {
    try (DynamoDbApi dynamoDb = new DynamoDbApi(endpoint, Deployment.REGION)) {
      Tables created = new Tables(dynamoDb);
      for (TableDefinition table : tables) {
        created.create(table.name(), table.properties());
      }
    }
  }

  private URI asFunctionsSee(URI dynamoDb) {
    return faultInjection
        .map(injection -> resources.add(injection.beforeDynamoDb(dynamoDb)).endpoint())
        .orElse(dynamoDb);
  }

  /** Waits for all, or for the first that fails. */
  private static void awaitAll(List<CompletableFuture<Void>> underWay) throws InterruptedException {
    CompletableFuture<Void> all =
        CompletableFuture.allOf(underWay.toArray(CompletableFuture<?>[]::new));
    underWay.forEach(
        one ->
            one.exceptionally(
                failure -> {
                  all.completeExceptionally(failure);
                  return null;
                }));
    try {
      all.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException known -> throw known;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
