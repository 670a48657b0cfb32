/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a file of PS3.10, or a bare data set, into a tree; values stay in the file.
 *
 * <p>Every length is checked against what encloses it before anything is allocated, and the limits
 * bound memory and time whatever the file holds.
 */
public final class DicomReader {

  private static final int PREAMBLE = 128;
  private static final int DICM = 0x4449434D;

  private final Window window;
  private final Limits limits;

  private DicomReader(ByteSource file, Limits limits) {
    this.window = new Window(file);
    this.limits = limits;
  }

  /**
   * Reads a file; the caller closes the object.
   *
   * @throws DicomException when it is no DICOM, damaged, or beyond a limit
   */
  public static DicomObject read(Path file, Limits limits) throws IOException {
    return read(FileSource.open(file), limits);
  }

  /** Reads a source, which the object closes; it is closed too when reading fails. */
  public static DicomObject read(ByteSource file, Limits limits) throws IOException {
    try {
      return new DicomReader(file, limits).read();
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private DicomObject read() throws IOException {
    long size = window.size();
    if (size == 0) {
      throw new DicomException(Fault.EMPTY, "", -1);
    }
    long start = afterPrefix();
    boolean part10 = start > 0;
    FileMetaParser metaParser = new FileMetaParser(window);
    DataSet meta = size == start ? null : metaParser.parse(start, limits.elements());
    long dataSetStart = size == start ? size : metaParser.end();
    if (meta != null && !part10 && meta.get(Tag.TRANSFER_SYNTAX_UID) == null) {
      throw new DicomException(Fault.NOT_DICOM, "", -1);
    }
    if (dataSetStart == size) {
      throw new DicomException(Fault.NO_DATA_SET, "", dataSetStart);
    }
    TransferSyntax declared = declared(meta);
    if (declared != null && declared.deflated()) {
      return readDeflated(meta, declared, dataSetStart);
    }
    TransferSyntax syntax = found(declared, dataSetStart, part10 || meta != null);
    DataSetParser parser = new DataSetParser(window, limits);
    DataSet dataSet = parser.parse(dataSetStart, syntax.encoding());
    requireElements(dataSet, dataSetStart);
    if (!syntax.encapsulated()) {
      requireNative(dataSet, declared);
    }
    ByteSource file = window.source();
    return new DicomObject(file, file, meta, dataSet, syntax, dataSetStart, parser.tailStart());
  }

  private DicomObject readDeflated(DataSet meta, TransferSyntax declared, long dataSetStart)
      throws IOException {
    ByteSource body =
        new InflatedBody(window.source(), dataSetStart, limits.inflatedBytes()).inflate();
    try {
      Window inflated = new Window(body);
      Encoding encoding =
          new EncodingProbe(inflated).confirm(0, inflated.size(), declared.encoding());
      DataSetParser parser = new DataSetParser(inflated, limits);
      DataSet dataSet = parser.parse(0, encoding);
      requireElements(dataSet, dataSetStart);
      return new DicomObject(
          window.source(),
          body,
          meta,
          dataSet,
          declared.foundAs(encoding),
          dataSetStart,
          parser.tailStart());
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }

  /** Where what follows the prefix begins: 0 when there is none. */
  private long afterPrefix() throws IOException {
    if (isPrefix(PREAMBLE)) {
      return PREAMBLE + 4;
    }
    return isPrefix(0) ? 4 : 0;
  }

  private boolean isPrefix(long position) throws IOException {
    return window.size() >= position + 4 && window.tag(position, true) == DICM;
  }

  /** What the file meta information declares; null when it declares nothing. */
  private static TransferSyntax declared(DataSet meta) throws IOException {
    Element element = meta == null ? null : meta.get(Tag.TRANSFER_SYNTAX_UID);
    if (element == null || element.length() == 0) {
      return null;
    }
    Optional<TransferSyntax> known =
        element.length() > 66
            ? Optional.empty()
            : TransferSyntax.of(TextValues.split(element.bytes(66)).get(0));
    return known.orElseThrow(
        () ->
            new DicomException(
                Fault.UNKNOWN_TRANSFER_SYNTAX,
                Tag.format(Tag.TRANSFER_SYNTAX_UID),
                element.span().start()));
  }

  private TransferSyntax found(TransferSyntax declared, long start, boolean claimsDicom)
      throws IOException {
    EncodingProbe probe = new EncodingProbe(window);
    if (declared != null) {
      return declared.foundAs(probe.confirm(start, window.size(), declared.encoding()));
    }
    Encoding encoding = probe.detect(start, window.size(), !claimsDicom);
    if (encoding == null) {
      throw new DicomException(
          claimsDicom ? Fault.UNKNOWN_TRANSFER_SYNTAX : Fault.NOT_DICOM, "", start);
    }
    return TransferSyntax.ofEncoding(encoding);
  }

  /** Nobody can decode fragments where the transfer syntax names no codec (PS3.5 A.4). */
  private static void requireNative(DataSet dataSet, TransferSyntax declared)
      throws DicomException {
    Element pixels = dataSet.get(Tag.PIXEL_DATA);
    if (pixels != null && pixels.isEncapsulated()) {
      throw new DicomException(
          declared == null ? Fault.UNKNOWN_TRANSFER_SYNTAX : Fault.BAD_STRUCTURE,
          Tag.format(Tag.PIXEL_DATA),
          pixels.span().start());
    }
  }

  private static void requireElements(DataSet dataSet, long start) throws DicomException {
    if (dataSet.size() == 0) {
      throw new DicomException(Fault.NO_DATA_SET, "", start);
    }
  }
}
