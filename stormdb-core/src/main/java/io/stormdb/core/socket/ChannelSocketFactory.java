package io.stormdb.core.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the sockets through which the driver talks to a server. For the driver: its property {@code
 * socketFactory} names this class, and {@code socketFactoryArg} the path of a Unix-domain socket if
 * there is one, or one of several addresses of the host.
 *
 * <p>A thread that is interrupted while it uses such a socket closes it, as with every channel.
 */
public final class ChannelSocketFactory extends SocketFactory {

  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(%.+)?");

  private final @Nullable UnixDomainSocketAddress path;
  private final @Nullable InetAddress address;

  /**
   * Makes a factory.
   *
   * @param where the path of a Unix-domain socket; or an IP address, for TCP to the port that the
   *     driver knows; or {@code null}, for TCP to the host and port that it knows
   */
  public ChannelSocketFactory(@Nullable String where) {
    boolean isAddress = where != null && ADDRESS.matcher(where).matches();
    this.path = where == null || isAddress ? null : UnixDomainSocketAddress.of(where);
    this.address = where == null || !isAddress ? null : parsed(where);
  }

  /** Looks up nothing: what is there are numbers. */
  private static InetAddress parsed(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "the address of a server must be an IP address, was '%s'".formatted(address), e);
    }
  }

  /** Returns a socket that is not connected yet. */
  @Override
  public Socket createSocket() throws IOException {
    return path == null
        ? new ChannelSocket(SocketChannel.open(), address)
        : new ChannelSocket(SocketChannel.open(StandardProtocolFamily.UNIX), path);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(
        new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
  }

  private Socket connected(SocketAddress remote, SocketAddress... local) throws IOException {
    Socket socket = createSocket();
    try {
      for (SocketAddress each : local) {
        socket.bind(each);
      }
      socket.connect(remote);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
