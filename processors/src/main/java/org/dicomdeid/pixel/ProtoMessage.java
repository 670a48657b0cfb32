/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.pixel;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of protocol buffers as its fields, in their order: as much of that encoding as it takes
 * to read a network and write it changed. Field contents are shared with what was parsed.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private record Field(int number, int type, ByteBuffer content) {

    int size() {
      int length = content.remaining();
      return varintSize(tag()) + (type == BYTES ? varintSize(length) : 0) + length;
    }

    long tag() {
      return (long) number << 3 | type;
    }
  }

  private final List<Field> fields = new ArrayList<>();

  /**
   * @throws IOException when these are not the fields of a message
   */
  static ProtoMessage parse(ByteBuffer bytes) throws IOException {
    ProtoMessage message = new ProtoMessage();
    ByteBuffer rest = bytes.duplicate();
    try {
      while (rest.hasRemaining()) {
        long tag = varint(rest);
        int type = (int) tag & 7;
        int start = rest.position();
        int length =
            switch (type) {
              case VARINT -> {
                varint(rest);
                yield rest.position() - start;
              }
              case FIXED_64 -> Long.BYTES;
              case FIXED_32 -> Integer.BYTES;
              case BYTES -> {
                int size = Math.toIntExact(varint(rest));
                start = rest.position();
                yield size;
              }
              default -> throw new IOException("a network has fields of an unknown type");
            };
        message.fields.add(new Field(Math.toIntExact(tag >>> 3), type, rest.slice(start, length)));
        rest.position(start + length);
      }
    } catch (BufferUnderflowException
        | IndexOutOfBoundsException
        | IllegalArgumentException
        | ArithmeticException e) {
      throw new IOException("a network ends within a field", e);
    }
    return message;
  }

  /** Contents of all fields of this number: strings, bytes, messages, or numbers as encoded. */
  List<ByteBuffer> all(int number) {
    return fields.stream()
        .filter(field -> field.number == number)
        .map(field -> field.content.duplicate())
        .toList();
  }

  List<String> strings(int number) {
    return all(number).stream()
        .map(content -> StandardCharsets.UTF_8.decode(content).toString())
        .toList();
  }

  /** The last integer of this number, 0 when there is none. */
  long integer(int number) {
    return fields.stream()
        .filter(field -> field.number == number && field.type == VARINT)
        .reduce((first, second) -> second)
        .map(field -> varint(field.content.duplicate()))
        .orElse(0L);
  }

  /** All integers of this number, one to a field or packed into one. */
  List<Long> integers(int number) {
    List<Long> integers = new ArrayList<>();
    for (Field field : fields) {
      if (field.number == number) {
        ByteBuffer content = field.content.duplicate();
        while (content.hasRemaining()) {
          integers.add(varint(content));
        }
      }
    }
    return integers;
  }

  /** A copy without the fields of this number. */
  ProtoMessage without(int number) {
    ProtoMessage copy = new ProtoMessage();
    fields.stream().filter(field -> field.number != number).forEach(copy.fields::add);
    return copy;
  }

  ProtoMessage add(int number, ByteBuffer content) {
    fields.add(new Field(number, BYTES, content.duplicate()));
    return this;
  }

  ProtoMessage add(int number, String text) {
    return add(number, StandardCharsets.UTF_8.encode(text));
  }

  ProtoMessage add(int number, ProtoMessage message) {
    return add(number, ByteBuffer.wrap(message.toBytes()));
  }

  ProtoMessage add(int number, long value) {
    ByteBuffer content = ByteBuffer.allocate(varintSize(value));
    putVarint(content, value);
    fields.add(new Field(number, VARINT, content.flip()));
    return this;
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(fields.stream().mapToInt(Field::size).sum());
    for (Field field : fields) {
      putVarint(bytes, field.tag());
      if (field.type == BYTES) {
        putVarint(bytes, field.content.remaining());
      }
      bytes.put(field.content.duplicate());
    }
    return bytes.array();
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("an integer of more than 64 bits");
  }

  private static void putVarint(ByteBuffer bytes, long value) {
    long rest = value;
    for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
      bytes.put((byte) (rest | 0x80));
    }
    bytes.put((byte) rest);
  }

  private static int varintSize(long value) {
    return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
  }
}
