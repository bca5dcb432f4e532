package org.quoin.ledger.core.node;

import java.util.Optional;
import java.util.function.Consumer;

/** Why no transaction is taken, if so, and whom to tell when that changes. */
final class Condition {
    private Optional<String> reason = Optional.empty();
    private boolean ended;
    private Consumer<Optional<String>> listener = unused -> {};

    /** Tells at once what is, if it is not well. */
    synchronized void tell(Consumer<Optional<String>> whom) {
        listener = whom;
        if (reason.isPresent()) {
            listener.accept(reason);
        }
    }

    /** Empty if transactions are taken. */
    synchronized Optional<String> reason() {
        return reason;
    }

    synchronized void became(Optional<String> now) {
        if (!ended && !reason.equals(now)) {
            reason = now;
            listener.accept(now);
        }
    }

    /** It stays so. */
    synchronized void ended(String why) {
        became(Optional.of(why));
        ended = true;
    }
}
