package dev.salus.app.connection;

import java.net.URI;
import java.nio.file.Path;

/**
 * Which server a command talks to, as whom, and where the keys are.
 *
 * @param server its address
 * @param login who logs in
 * @param keyDirectory the folder of the key file
 */
public record Connection(URI server, String login, Path keyDirectory) {}
