/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dicomdeid.routes.http.MultipartReader.Part;
import org.junit.jupiter.api.Test;

/** Parts come out byte for byte, however the bytes arrive. */
class MultipartReaderTest {

  @Test
  void parts_of_any_content_come_out_as_they_went_in_however_they_arrive() throws Exception {
    Random random = new Random(7);
    for (int round = 0; round < 40; round++) {
      List<byte[]> parts = new ArrayList<>();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      if (random.nextBoolean()) {
        body.write("a preamble\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        byte[] part = new byte[random.nextInt(200_000)];
        for (int j = 0; j < part.length; j++) {
          // Full of what begins like a delimiter.
          part[j] = (byte) "\r\n--bound".charAt(random.nextInt(9));
        }
        parts.add(part);
        body.write(("--boundary\r\nX: " + i + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        body.write(part);
        body.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      body.write("--boundary--\r\nan epilogue".getBytes(StandardCharsets.US_ASCII));
      int most = 1 + random.nextInt(round % 2 == 0 ? 10 : 100_000);
      MultipartReader reader =
          new MultipartReader(new InPieces(body.toByteArray(), random, most), "boundary");
      for (int i = 0; i < parts.size(); i++) {
        Part part = reader.next();
        assertThat(part.header("x")).isEqualTo(String.valueOf(i));
        if (random.nextInt(4) > 0) {
          assertThat(part.body().readAllBytes()).isEqualTo(parts.get(i));
        }
      }
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void a_body_that_ends_early_is_told_at_every_cut() throws Exception {
    byte[] whole =
        "--b\r\nA: 1\r\n\r\nsome bytes\r\n--b\r\nB: 2\r\n\r\nmore\r\n--b--"
            .getBytes(StandardCharsets.US_ASCII);
    for (int length = 0; length < whole.length; length++) {
      InputStream cut = new ByteArrayInputStream(whole, 0, length);
      assertThatThrownBy(() -> read(new MultipartReader(cut, "b"))).isInstanceOf(Exception.class);
    }
    assertThat(read(new MultipartReader(new ByteArrayInputStream(whole), "b"))).isEqualTo(2);
  }

  @Test
  void headers_without_end_are_refused() {
    String endless = "--b\r\n" + "A: 1\r\n".repeat(5_000);
    String longLine = "--b\r\nA: " + "x".repeat(100_000);
    for (String each : List.of(endless, longLine, "--b\r\nno colon\r\n\r\n", "--bad\r\n\r\n")) {
      InputStream in = new ByteArrayInputStream(each.getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> read(new MultipartReader(in, "b"))).isInstanceOf(Problem.class);
    }
    assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), ""))
        .isInstanceOf(Problem.class);
  }

  @Test
  void what_is_quoted_in_a_header_is_one_value() {
    String field = "form-data; filename=\"x; name=policy; y=\\\"z\"; name=\"file\"";
    assertThat(ApiRequest.parameter(field, "name")).isEqualTo("file");
    assertThat(ApiRequest.parameter(field, "filename")).isEqualTo("x; name=policy; y=\"z");
    assertThat(ApiRequest.parameter("multipart/related; TYPE=a/b;boundary=c", "type"))
        .isEqualTo("a/b");
    assertThat(ApiRequest.parameter("a/b; broken", "broken")).isEmpty();
    assertThat(ApiRequest.parameter("a/b; x=\"open", "y")).isEmpty();
  }

  private static int read(MultipartReader reader) throws IOException, Problem {
    int parts = 0;
    for (Part part = reader.next(); part != null; part = reader.next()) {
      part.body().transferTo(java.io.OutputStream.nullOutputStream());
      parts++;
    }
    return parts;
  }

  /** Gives a few bytes at a time, as a network does. */
  private static final class InPieces extends ByteArrayInputStream {

    private final Random random;
    private final int most;

    InPieces(byte[] bytes, Random random, int most) {
      super(bytes);
      this.random = random;
      this.most = most;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 1 + random.nextInt(most)));
    }
  }
}
