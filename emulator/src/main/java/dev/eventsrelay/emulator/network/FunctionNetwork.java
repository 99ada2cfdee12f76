// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The network of the functions of one run: what reaches this machine instead of AWS, and what the
 * functions are told so that it does. Thread-safe.
 */
public final class FunctionNetwork implements AutoCloseable {
  private static final String NODE_OPTIONS = "NODE_OPTIONS";

  private final EgressServer server;
  private final TrustFiles trust;
  private final Path nodePreload;
  private final boolean allowNetwork;

  private FunctionNetwork(
      EgressServer server, TrustFiles trust, Path nodePreload, boolean allowNetwork) {
    this.server = server;
    this.trust = trust;
    this.nodePreload = nodePreload;
    this.allowNetwork = allowNetwork;
  }

  /**
   * Starts it.
   *
   * @param identity of the servers
   * @param apiHost the public name of the API, which leads to the gateway
   * @param gatewayPort on 127.0.0.1
   * @param region the functions' region
   * @param allowNetwork whether functions may reach AWS
   * @param functions which Lambda's Invoke finds
   * @param log gets a sentence for each request that was refused
   * @param scratch a folder of this run, which the caller deletes
   * @throws IOException with a sentence for the user when it cannot start
   */
  public static FunctionNetwork start(
      Identity identity,
      String apiHost,
      int gatewayPort,
      String region,
      boolean allowNetwork,
      InvocableFunctions functions,
      Consumer<String> log,
      Path scratch)
      throws IOException {
    Destinations destinations =
        new Destinations(apiHost, gatewayPort, lambdaHost(region), 0, allowNetwork);
    EgressServer server = EgressServer.start(identity.tls(), destinations, functions, log);
    try {
      Path preload =
          NodePreload.write(scratch, destinations.withLambdaPort(server.port()), server.port());
      return new FunctionNetwork(server, identity.trust(), preload, allowNetwork);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** The public name of Lambda's API. */
  public static String lambdaHost(String region) {
    return "lambda." + region + ".amazonaws.com";
  }

  /**
   * A function's variables with those of the network; its own take precedence.
   *
   * @param own of the function
   */
  public Map<String, String> complete(Map<String, String> own) {
    Map<String, String> variables = new HashMap<>();
    String url = "http://127.0.0.1:" + server.port();
    for (String name : List.of("AWS_CA_BUNDLE", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")) {
      variables.put(name, trust.bundle().toString());
    }
    variables.put("NODE_EXTRA_CA_CERTS", trust.added().toString());
    // Programs differ in which spelling they read.
    for (String name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
      variables.put(name, url);
    }
    variables.put("NO_PROXY", "localhost,127.0.0.1,::1");
    variables.put("no_proxy", "localhost,127.0.0.1,::1");
    variables.put("AWS_ENDPOINT_URL_LAMBDA", url);
    if (!allowNetwork) {
      // For every service without an endpoint of its own: the SDK shows why it was refused.
      variables.put("AWS_ENDPOINT_URL", url);
      variables.put("AWS_EC2_METADATA_DISABLED", "true");
    }
    variables.putAll(own);
    variables.merge(
        NODE_OPTIONS,
        "--require \"%s\"".formatted(nodePreload),
        (theirs, ours) -> ours + " " + theirs);
    return variables;
  }

  /** Options for a function's JVM, which reads none of these variables itself. */
  public List<String> javaOptions() {
    String port = Integer.toString(server.port());
    return List.of(
        "-Djavax.net.ssl.trustStore=" + trust.javaStore(),
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Dhttps.proxyHost=127.0.0.1",
        "-Dhttps.proxyPort=" + port,
        "-Dhttp.proxyHost=127.0.0.1",
        "-Dhttp.proxyPort=" + port,
        "-Dhttp.nonProxyHosts=localhost|127.*|[::1]");
  }

  @Override
  public void close() {
    server.close();
  }
}
