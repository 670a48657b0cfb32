/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The codecs that are installed, by transfer syntax. One that the user installs goes before a
 * built-in one.
 */
public final class FrameCodecs {

  private static final class Installed {
    static final FrameCodecs CODECS = new FrameCodecs();
  }

  private final Map<String, FrameCodec> codecs = new HashMap<>();

  private FrameCodecs() {
    String own = FrameCodecs.class.getPackageName();
    for (FrameCodec codec :
        ServiceLoader.load(FrameCodec.class, FrameCodecs.class.getClassLoader())) {
      boolean builtIn = codec.getClass().getPackageName().equals(own);
      for (String uid : codec.transferSyntaxes()) {
        if (builtIn) {
          codecs.putIfAbsent(uid, codec);
        } else {
          codecs.put(uid, codec);
        }
      }
    }
  }

  /** Those on the class path. */
  public static FrameCodecs installed() {
    return Installed.CODECS;
  }

  public Optional<FrameCodec> of(String transferSyntax) {
    return Optional.ofNullable(codecs.get(transferSyntax));
  }
}
