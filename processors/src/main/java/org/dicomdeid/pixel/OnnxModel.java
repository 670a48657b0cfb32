/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A network with one input and one output. Thread-safe; runs wait for a permit. */
final class OnnxModel implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final Semaphore permits;

  private OnnxModel(OrtEnvironment environment, OrtSession session, Semaphore permits) {
    this.environment = environment;
    this.session = session;
    this.input = session.getInputNames().iterator().next();
    this.permits = permits;
  }

  static OnnxModel load(Models model, int threads, Semaphore permits) throws IOException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      // Without the arena half of the time goes into fresh pages; it never gives back what the
      // largest input took, so inputs have a limit. Patterns would be kept for every size seen.
      options.setCPUArenaAllocator(true);
      options.setMemoryPatternOptimization(false);
      return new OnnxModel(environment, environment.createSession(model.read(), options), permits);
    } catch (OrtException e) {
      throw new IOException("a text model cannot be loaded", e);
    }
  }

  /** The output and its shape; the input's shape is batch × channels × rows × columns. */
  Output run(FloatBuffer values, long... shape) throws IOException {
    permits.acquireUninterruptibly();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
        OrtSession.Result result = session.run(Map.of(input, tensor))) {
      OnnxTensor first = (OnnxTensor) result.get(0);
      return new Output(first.getFloatBuffer(), first.getInfo().getShape().clone());
    } catch (OrtException e) {
      throw new IOException("a text model cannot be run", e);
    } finally {
      permits.release();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IOException("a text model cannot be closed", e);
    }
  }

  /** Values in row-major order. */
  static final class Output {
    final FloatBuffer values;
    private final long[] shape;

    private Output(FloatBuffer values, long[] shape) {
      this.values = values;
      this.shape = shape;
    }

    int size(int dimension) {
      return Math.toIntExact(shape[dimension]);
    }
  }
}
