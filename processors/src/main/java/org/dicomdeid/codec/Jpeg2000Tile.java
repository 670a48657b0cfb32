/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.codec;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The packets of a tile, over all of its tile-parts (ITU-T T.800 B.9 to B.12). */
final class Jpeg2000Tile {

  private static final int START_BYTES = 6;

  /** The data of a tile-part: offsets in the stream. */
  private record Part(int from, int to) {}

  private final byte[] stream;
  private final int components;
  private final Jpeg2000Resolution.Area area;
  private final Jpeg2000Headers headers;
  private final Deque<Part> parts = new ArrayDeque<>();
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private int dataBytes;
  private int read;
  private int at;
  private int end;

  Jpeg2000Tile(
      byte[] stream, int components, Jpeg2000Resolution.Area area, Jpeg2000Headers headers) {
    this.stream = stream;
    this.components = components;
    this.area = area;
    this.headers = headers;
  }

  Jpeg2000Headers headers() {
    return headers;
  }

  /** Adds the next tile-part. */
  void add(int from, int to, byte[] packedHeaders) {
    parts.add(new Part(from, to));
    dataBytes += to - from;
    packed.writeBytes(packedHeaders);
  }

  /** Walks over all packets in their order. */
  void check() throws CodecException {
    byte[] apart = packed.toByteArray();
    Jpeg2000HeaderBits packedBits =
        apart.length == 0 ? null : new Jpeg2000HeaderBits(apart, 0, apart.length);
    List<Jpeg2000Packet> packets = packets();
    packets.sort(headers.coding().progression().order());
    walk(packets, packedBits);
    while (at == end && !parts.isEmpty()) {
      nextPart();
    }
    boolean even = at == end && (packedBits == null || packedBits.atEnd());
    require(even);
  }

  /** All of them; a tile whose data has fewer bytes than it has packets is damaged. */
  private List<Jpeg2000Packet> packets() throws CodecException {
    List<Jpeg2000Resolution> resolutions = new ArrayList<>();
    long count = 0;
    for (int component = 0; component < components; component++) {
      Jpeg2000Coding coding = headers.coding(component);
      for (int r = 0; r <= coding.levels(); r++) {
        Jpeg2000Resolution resolution = new Jpeg2000Resolution(component, r, coding, area);
        resolutions.add(resolution);
        count += resolution.across() * resolution.down() * coding.layers();
        require(count <= (long) dataBytes + packed.size());
      }
    }
    List<Jpeg2000Packet> packets = new ArrayList<>((int) count);
    for (Jpeg2000Resolution resolution : resolutions) {
      for (Jpeg2000Precinct precinct : resolution.precincts()) {
        for (int layer = 0; layer < resolution.coding().layers(); layer++) {
          packets.add(new Jpeg2000Packet(layer, precinct));
        }
      }
    }
    return packets;
  }

  private void walk(List<Jpeg2000Packet> packets, Jpeg2000HeaderBits packedBits)
      throws CodecException {
    for (Jpeg2000Packet packet : packets) {
      while (at == end && !parts.isEmpty()) {
        nextPart();
      }
      start();
      Jpeg2000HeaderBits bits =
          packedBits == null ? new Jpeg2000HeaderBits(stream, at, end) : packedBits;
      long body = packet.precinct().bodyBytes(bits, packet.layer());
      require(!headers.coding().packetEnds() || bits.skip(Jpeg2000Marker.EPH));
      if (packedBits == null) {
        at = bits.at();
      }
      body(body);
      read++;
    }
  }

  private void nextPart() {
    Part part = parts.remove();
    at = part.from();
    end = part.to();
  }

  /** SOP, which may stand before any packet where COD says so (A.8.1). */
  private void start() throws CodecException {
    if (headers.coding().packetStarts()
        && end - at >= START_BYTES
        && uint16(at) == Jpeg2000Marker.SOP) {
      require(uint16(at + 2) == START_BYTES - 2 && uint16(at + 4) == (read & 0xFFFF));
      at += START_BYTES;
    }
  }

  /** No two bytes of a body come to more than FF8F, so that markers can be found (A.8). */
  private void body(long length) throws CodecException {
    if (length > end - at) {
      throw new CodecException(CodecFault.TRUNCATED_PIXELS, at);
    }
    int to = at + (int) length;
    for (int i = at; i < to - 1; i++) {
      if (stream[i] == -1 && stream[i + 1] < 0 && stream[i + 1] >= (byte) 0x90) {
        throw new CodecException(CodecFault.CORRUPT_PIXELS, i);
      }
    }
    at = to;
  }

  private int uint16(int i) {
    return (stream[i] & 0xFF) << 8 | (stream[i + 1] & 0xFF);
  }

  private void require(boolean sound) throws CodecException {
    if (!sound) {
      throw new CodecException(CodecFault.CORRUPT_PIXELS, at);
    }
  }
}
