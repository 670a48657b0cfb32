/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HardSwishTest {

  @BeforeAll
  static void load() throws IOException {
    OnnxNatives.prepare(NativesFolder.open(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"DETECTOR, 96, 160", "RECOGNISER, 48, 200"})
  void a_rewritten_network_says_what_it_said(Models model, int height, int width) throws Exception {
    byte[] original = model.read();
    byte[] rewritten = HardSwish.rewritten(original);
    assertThat(divisions(rewritten)).isLessThan(divisions(original));
    float[] expected = output(original, height, width);
    float[] actual = output(rewritten, height, width);
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
    }
    assertThat(expected).doesNotContain(Float.NaN);
  }

  private static long divisions(byte[] model) throws IOException {
    ProtoMessage graph =
        ProtoMessage.parse(ProtoMessage.parse(ByteBuffer.wrap(model)).all(7).get(0));
    long divisions = 0;
    for (ByteBuffer node : graph.all(1)) {
      divisions += ProtoMessage.parse(node).strings(4).contains("Div") ? 1 : 0;
    }
    return divisions;
  }

  private static float[] output(byte[] model, int height, int width) throws Exception {
    Random random = new Random(3);
    FloatBuffer input = FloatBuffer.allocate(3 * height * width);
    while (input.hasRemaining()) {
      input.put((float) random.nextGaussian());
    }
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(model, new OrtSession.SessionOptions());
        OnnxTensor tensor =
            OnnxTensor.createTensor(environment, input.flip(), new long[] {1, 3, height, width});
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), tensor))) {
      FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] output = new float[values.remaining()];
      values.get(output);
      return output;
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DETECTOR", "RECOGNISER"})
  void a_message_is_written_as_it_was_read(Models model) throws IOException {
    byte[] bytes = model.read();
    assertThat(ProtoMessage.parse(ByteBuffer.wrap(bytes)).toBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100, 1_000, 100_000, 2_000_000})
  void a_network_that_ends_early_is_refused(int bytes) throws IOException {
    byte[] part = Arrays.copyOf(Models.DETECTOR.read(), bytes);
    assertThatIOException().isThrownBy(() -> HardSwish.rewritten(part));
  }
}
