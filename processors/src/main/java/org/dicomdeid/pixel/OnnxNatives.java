/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.util.Locale;

/**
 * Lays out ONNX Runtime's libraries before its first class is touched: left to itself it unpacks
 * them anew for every process, into folders that a killed process leaves behind.
 */
final class OnnxNatives {

  private static final String PATH = "onnxruntime.native.path";
  private static final String[] LIBRARIES = {"onnxruntime", "onnxruntime4j_jni"};

  private OnnxNatives() {}

  static void prepare(NativesFolder folder) throws IOException {
    if (System.getProperty(PATH) != null) {
      return;
    }
    for (String library : LIBRARIES) {
      folder.place("/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(library));
    }
    System.setProperty(PATH, folder.path().toString());
  }

  private static String platform() {
    String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String system = name.contains("win") ? "win" : name.contains("mac") ? "osx" : "linux";
    String processor = System.getProperty("os.arch");
    return system
        + (processor.equals("aarch64") || processor.equals("arm64") ? "-aarch64" : "-x64");
  }
}
