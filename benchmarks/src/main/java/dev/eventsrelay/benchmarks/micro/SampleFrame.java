// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The frames of results, as workers send them, in the three sizes that matter. */
public enum SampleFrame {
  /** What an execution worker sends for a short program. */
  SMALL("small (execution result)") {
    @Override
    String text() {
      return """
      {"guid":"%s","code":0,"stdout":[{"text":"Hello, world"}],"stderr":[],"execTime":7}\
      """
          .formatted(GUID);
    }
  },
  /** What a compile worker sends when the result itself is in S3. */
  LIGHTWEIGHT("lightweight (s3Key)") {
    @Override
    String text() {
      return """
      {"guid":"%s","s3Key":"%s","okToCache":true,"execTime":23}\
      """
          .formatted(GUID, "9f86d081884c7d65".repeat(4));
    }
  },
  /** Lines of assembly up to the most that API Gateway takes, the guid in front. */
  LARGE("128 KB (compile result)") {
    @Override
    String text() {
      StringBuilder json = new StringBuilder(MAX_BYTES);
      json.append("{\"guid\":\"").append(GUID).append("\",\"code\":0,\"okToCache\":true,\"asm\":[");
      String separator = "";
      for (int line = 1; json.length() < MAX_BYTES - 200; line++) {
        json.append(separator)
            .append("{\"text\":\"\\tmov\\teax, DWORD PTR [rbp-")
            .append(line)
            .append("]\",\"source\":{\"file\":null,\"line\":")
            .append(line)
            .append("},\"labels\":[]}");
        separator = ",";
      }
      return json.append("],\"stdout\":[],\"stderr\":[],\"execTime\":412}").toString();
    }
  };

  /** The limit of a message. */
  static final int MAX_BYTES = 128 * 1024;

  /** The guid in all of them. */
  static final String GUID = "fec0189b-022d-471f-beb2-c998a74d9d2b";

  private final String title;

  SampleFrame(String title) {
    this.title = title;
  }

  /** What a reader calls it. */
  public String title() {
    return title;
  }

  /** Its text, made anew. */
  abstract String text();

  /** The length of the frame in bytes. */
  int size() {
    return text().getBytes(UTF_8).length;
  }
}
