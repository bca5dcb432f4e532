package org.quoin.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.util.io.input.NoCloseInputStream;
import org.apache.sshd.common.util.io.output.NoCloseOutputStream;

/**
 * Takes the place of the {@code ssh} program on a machine that has only a JDK: runs one console command, or with none the
 * interactive console on a terminal that the launcher has set to raw.
 *
 * <p>It trusts the one node whose host key lies in this user's own data directory, and logs in with the key beside it.
 */
final class ConsoleClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int UNREACHABLE = 255;

    private final int port;
    private final KeyPair login;
    private final PublicKey host;

    private ConsoleClient(int port, KeyPair login, PublicKey host) {
        this.port = port;
        this.login = login;
        this.host = host;
    }

    /** Arguments: port, login key, host key, then COMMAND, or else TERM COLUMNS LINES. Exits as {@code ssh} does. */
    public static void main(String[] arguments) {
        System.exit(exitStatus(arguments));
    }

    private static int exitStatus(String[] arguments) {
        try {
            ConsoleClient client = new ConsoleClient(
                    Integer.parseInt(arguments[0]),
                    keyPair(arguments[1]),
                    keyPair(arguments[2]).getPublic());
            return arguments.length == 4
                    ? client.run(session -> session.createExecChannel(arguments[3]))
                    : client.run(session -> terminal(session, arguments));
        } catch (IOException | RuntimeException e) {
            System.err.println(e.getMessage());
            return UNREACHABLE;
        }
    }

    private int run(ChannelFactory channels) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((session, address, key) -> KeyUtils.compareKeys(host, key));
            client.setUserAuthFactoriesNameList("publickey");
            client.start();
            try (ClientSession session =
                    client.connect("quoin", "127.0.0.1", port).verify(PATIENCE).getSession()) {
                session.addPublicKeyIdentity(login);
                session.auth().verify(PATIENCE);
                try (ClientChannel channel = channels.open(session)) {
                    channel.setIn(new NoCloseInputStream(System.in));
                    channel.setOut(new NoCloseOutputStream(System.out));
                    channel.setErr(new NoCloseOutputStream(System.err));
                    channel.open().verify(PATIENCE);
                    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0L);
                    Integer status = channel.getExitStatus();
                    return status == null ? UNREACHABLE : status;
                }
            }
        }
    }

    private static ChannelShell terminal(ClientSession session, String[] arguments) throws IOException {
        ChannelShell shell = session.createShellChannel();
        shell.setPtyType(arguments[3]);
        shell.setPtyColumns(Integer.parseInt(arguments[4]));
        shell.setPtyLines(Integer.parseInt(arguments[5]));
        String noColor = System.getenv("NO_COLOR");
        if (noColor != null) {
            shell.setEnv("NO_COLOR", noColor);
        }
        return shell;
    }

    private static KeyPair keyPair(String file) throws IOException {
        for (KeyPair pair : new FileKeyPairProvider(Path.of(file)).loadKeys(null)) {
            return pair;
        }
        throw new IOException("there is no key in " + file + ": stop the node and start it again");
    }

    @FunctionalInterface
    private interface ChannelFactory {
        ClientChannel open(ClientSession session) throws IOException;
    }
}
