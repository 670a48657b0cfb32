/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.sftp;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpEndpointConfigurer;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.PropertyConfigurer;

/** {@code dicom-deid-upload:}, Camel's {@code sftp:} for uploads, with {@link UploadOperations}. */
// Camel names the type of its files without their parameter.
@SuppressWarnings("rawtypes")
public class UploadComponent extends SftpComponent {

  @Override
  protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
      String uri, String remaining, Map<String, Object> parameters) throws URISyntaxException {
    SftpConfiguration configuration = new SftpConfiguration(new URI(uri.split("\\?", 2)[0]));
    FtpUtils.ensureRelativeFtpDirectory(this, configuration);
    return new UploadEndpoint(uri, this, configuration);
  }

  @Override
  public PropertyConfigurer getEndpointPropertyConfigurer() {
    return new SftpEndpointConfigurer();
  }

  private static final class UploadEndpoint extends SftpEndpoint {

    UploadEndpoint(String uri, UploadComponent component, SftpConfiguration configuration) {
      super(uri, component, configuration);
    }

    @Override
    public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
      UploadOperations operations = new UploadOperations();
      operations.setEndpoint(this);
      return operations;
    }
  }
}
