package org.quoin.ledger.console;

import java.util.Optional;
import org.apache.karaf.shell.api.console.Session;
import org.quoin.ledger.api.Secret;

/**
 * The passphrase of the wallet that a script has handed to all commands of its session, beside them: it is in no line, no
 * environment and no log.
 */
public final class SessionPassphrase {
    private static final String VARIABLE = ".quoin.passphrase";

    private SessionPassphrase() {}

    /** @param passphrase is closed by the caller, at the end of the session */
    public static void hand(Session session, Secret passphrase) {
        session.put(VARIABLE, new Handed(passphrase));
    }

    /** A copy, to be closed by itself; empty if none was handed over. */
    public static Optional<Secret> of(Session session) {
        return session.get(VARIABLE) instanceof Handed handed
                ? Optional.of(handed.passphrase.copy())
                : Optional.empty();
    }

    /** Has no member that the shell could show. */
    private static final class Handed {
        private final Secret passphrase;

        Handed(Secret passphrase) {
            this.passphrase = passphrase;
        }

        @Override
        public String toString() {
            return passphrase.toString();
        }
    }
}
