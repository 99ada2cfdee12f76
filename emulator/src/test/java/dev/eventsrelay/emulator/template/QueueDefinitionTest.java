// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.template.EventSourceDefinition.Scaling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queues, integrations that write to them, and mappings that read them. */
class QueueDefinitionTest {
  private static final String TEMPLATE = TemplateFolder.resource("queue.yaml");

  @TempDir Path path;
  private TemplateFolder folder;

  @BeforeEach
  void packageFunction() {
    folder = new TemplateFolder(path);
    folder.file("work.jar", "");
  }

  @Test
  void queue_ofTemplate_keepsWhatDecidesItsBehaviour() {
    QueueDefinition queue = requireNonNull(read(TEMPLATE).queues().get("Queue"));

    assertThat(queue.name()).isEqualTo("local-Queue");
    assertThat(queue.path()).isEqualTo("/000000000000/local-Queue");
    assertThat(queue.visibility()).isEqualTo(Duration.ofSeconds(60));
    assertThat(queue.attributes())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "VisibilityTimeout",
                "60",
                "RedrivePolicy",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:local-Dead\",\"maxReceiveCount\":3}"));
  }

  @Test
  void integration_toAQueue_isReadWithItsTemplates() {
    IntegrationDefinition integration =
        requireNonNull(read(TEMPLATE).api().routes().get("$default")).integration();

    assertThat(integration)
        .isInstanceOfSatisfying(
            IntegrationDefinition.Sqs.class,
            sqs -> {
              assertThat(sqs.path()).isEqualTo("/000000000000/local-Queue");
              assertThat(sqs.mapping().passthrough()).isEqualTo("NEVER");
              assertThat(sqs.mapping().templates()).containsOnlyKeys("$default");
            });
  }

  @Test
  void mapping_ofTemplate_runsItsFunction() {
    Application application = read(TEMPLATE);

    assertThat(application.functions()).containsOnlyKeys("Work");
    assertThat(application.eventSources())
        .containsExactly(
            new EventSourceDefinition(
                "Mapping",
                "Queue",
                "Work",
                true,
                10,
                Duration.ZERO,
                true,
                new Scaling.OnDemand(8)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ":sqs:path/ | :kinesis:path/ | does not support IntegrationType AWS to kinesis, only to"
            + " sqs.",
        "CredentialsArn: !GetAtt Sender.Arn | Description: none | has no CredentialsArn: API"
            + " Gateway needs a role that may sqs:SendMessage.",
        "Action: 'sqs:SendMessage' | Action: 'sqs:ReceiveMessage' | the role Sender may not"
            + " sqs:SendMessage on Queue.",
        "apigateway.amazonaws.com | lambda.amazonaws.com | the role Sender does not let"
            + " apigateway.amazonaws.com assume it.",
        "/${Queue.QueueName} | /other | names the queue 000000000000/other, which is no"
            + " AWS::SQS::Queue",
        "BatchSize: 10 | BatchSize: 11 | BatchSize is 11: more than 10 need"
            + " MaximumBatchingWindowInSeconds",
        "MaximumConcurrency: 8 | MaximumConcurrency: 1 | MaximumConcurrency must be from 2 to 1000,"
            + " but is 1.",
        "BatchSize: 10 | FilterCriteria: {Filters: [{Pattern: a}]} | does not support"
            + " FilterCriteria.",
        "EventSourceArn: !GetAtt Queue.Arn | EventSourceArn: 'arn:aws:kinesis:a' | which is no"
            + " AWS::SQS::Queue of this template; the emulator has no other event sources.",
        "VisibilityTimeout: 60 | QueueName: a.fifo | exactly the names of FIFO queues end in"
            + " .fifo.",
      })
  void template_thatAsksForSomethingElse_isRefusedByName(String from, String to, String sentence) {
    String changed = TEMPLATE.replace(from, to);
    assertThat(changed).isNotEqualTo(TEMPLATE);
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(sentence);
  }

  private Application read(String template) {
    return folder.read(template, Deployment.DEFAULT);
  }
}
