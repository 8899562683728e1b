package dev.salus.app.terminal;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.linux.LinuxNativePty;
import org.jline.terminal.impl.jni.osx.OsXNativePty;
import org.jline.terminal.spi.Pty;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;
import org.jline.utils.OSUtils;

/**
 * The terminal that the standard input is, and its output by the device itself: also where standard
 * output and errors go somewhere else. JLine's own writes to one of these two.
 */
final class ControllingPty implements Pty {

  private static final String DEVICE = "/dev/tty";

  private final Pty input;
  private final OutputStream output;

  /** Fails if the standard input is no terminal. */
  ControllingPty(TerminalProvider provider) throws IOException {
    this.output = output();
    this.input = ofInput(provider);
  }

  /** Without a terminal of this process's own (a session without one), the input takes it, too. */
  private static OutputStream output() {
    try {
      return new FileOutputStream(DEVICE);
    } catch (FileNotFoundException none) {
      return new FileOutputStream(FileDescriptor.in);
    }
  }

  private static Pty ofInput(TerminalProvider provider) {
    FileDescriptor in = FileDescriptor.in;
    return OSUtils.IS_OSX
        ? new OsXNativePty(provider, SystemStream.Output, -1, null, 0, in, DEVICE)
        : new LinuxNativePty(provider, SystemStream.Output, -1, null, 0, in, DEVICE);
  }

  @Override
  public InputStream getMasterInput() throws IOException {
    return input.getMasterInput();
  }

  @Override
  public OutputStream getMasterOutput() throws IOException {
    return input.getMasterOutput();
  }

  @Override
  public InputStream getSlaveInput() throws IOException {
    return input.getSlaveInput();
  }

  @Override
  public OutputStream getSlaveOutput() {
    return output;
  }

  @Override
  public Attributes getAttr() throws IOException {
    return input.getAttr();
  }

  @Override
  public void setAttr(Attributes attributes) throws IOException {
    input.setAttr(attributes);
  }

  @Override
  public Size getSize() throws IOException {
    return input.getSize();
  }

  @Override
  public void setSize(Size size) throws IOException {
    input.setSize(size);
  }

  @Override
  public SystemStream getSystemStream() {
    return input.getSystemStream();
  }

  @Override
  public TerminalProvider getProvider() {
    return input.getProvider();
  }

  @Override
  public void close() throws IOException {
    output.close();
    input.close();
  }
}
