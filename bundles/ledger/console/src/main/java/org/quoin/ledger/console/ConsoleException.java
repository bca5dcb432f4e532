package org.quoin.ledger.console;

import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.description.Values;

/** Why a command has no answer: usually, what the user gave cannot be used. */
public final class ConsoleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** @param message for people: what is wrong and what to do next */
    public ConsoleException(String code, String message, Values values) {
        this(new Failure(code, message, values));
    }

    ConsoleException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
