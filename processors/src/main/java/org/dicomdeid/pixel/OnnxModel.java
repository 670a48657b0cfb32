/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A network with one input and one output. Thread-safe; runs wait for a permit. */
final class OnnxModel implements AutoCloseable {

  /** After so many runs the arena gives back what lies idle: inputs of all sizes break it up. */
  private static final int RUNS_PER_SHRINKAGE = 64;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final Semaphore permits;
  private final AtomicInteger runs = new AtomicInteger();
  private final ConcurrentLinkedDeque<FloatBuffer> idleBuffers = new ConcurrentLinkedDeque<>();

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
      return new OnnxModel(
          environment,
          environment.createSession(HardSwish.rewritten(model.read()), options),
          permits);
    } catch (OrtException e) {
      throw new IOException("a text model cannot be loaded", e);
    }
  }

  /**
   * The output for an input of batch × channels × rows × columns.
   *
   * @param fill writes the input, in row-major order
   */
  Output run(Consumer<FloatBuffer> fill, long... shape) throws IOException {
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    permits.acquireUninterruptibly();
    try {
      FloatBuffer values = buffer(size);
      try {
        fill.accept(values);
        return run(values, shape);
      } finally {
        idleBuffers.push(values.clear());
      }
    } finally {
      permits.release();
    }
  }

  private Output run(FloatBuffer values, long... shape) throws IOException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions();
        OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape)) {
      if (runs.incrementAndGet() % RUNS_PER_SHRINKAGE == 0) {
        options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
      }
      return run(tensor, options);
    } catch (OrtException e) {
      throw new IOException("a text model cannot be run", e);
    }
  }

  private Output run(OnnxTensor tensor, OrtSession.RunOptions options) throws OrtException {
    try (OrtSession.Result result = session.run(Map.of(input, tensor), options)) {
      OnnxTensor first = (OnnxTensor) result.get(0);
      return new Output(first.getFloatBuffer(), first.getInfo().getShape().clone());
    }
  }

  /** Memory outside the heap, which only a garbage collection would give back, is used again. */
  private FloatBuffer buffer(int size) {
    FloatBuffer known = idleBuffers.poll();
    if (known == null || known.capacity() < size) {
      known =
          ByteBuffer.allocateDirect(size * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    return known.limit(size);
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
