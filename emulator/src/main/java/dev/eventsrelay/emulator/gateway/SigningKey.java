// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of Signature Version 4 for one day, region and service.
 *
 * @param scope {@code date/region/service/aws4_request}
 */
record SigningKey(String secretAccessKey, String scope) {
  private static final String HMAC = "HmacSHA256";

  /**
   * @param date in the form of {@code X-Amz-Date}
   */
  String sign(String date, String canonicalRequest) {
    try {
      byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
      for (String part : scope.split("/", -1)) {
        key = hmac(key, part);
      }
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(canonicalRequest.getBytes(StandardCharsets.UTF_8));
      String text =
          String.join("\n", "AWS4-HMAC-SHA256", date, scope, HexFormat.of().formatHex(hash));
      return HexFormat.of().formatHex(hmac(key, text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no SHA-256, which every Java has to have.", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(HMAC);
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "SigningKey[scope=" + scope + "]";
  }
}
