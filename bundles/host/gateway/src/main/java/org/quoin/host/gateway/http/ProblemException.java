package org.quoin.host.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.quoin.ledger.api.Failure;
import org.quoin.ledger.api.description.Values;

/** There is no answer but why there is none: RFC 9457. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Failure failure;
    private final transient Map<String, String> headers;

    /** @param failure its message says what happened and what to do */
    public ProblemException(int status, Failure failure) {
        this(status, failure, Map.of());
    }

    private ProblemException(int status, Failure failure, Map<String, String> headers) {
        super(failure.message());
        this.status = status;
        this.failure = failure;
        this.headers = Map.copyOf(headers);
    }

    public static ProblemException of(int status, String code, String message) {
        return new ProblemException(status, new Failure(code, message, Values.none()));
    }

    /** The same with one more header. */
    public ProblemException with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        ProblemException other = new ProblemException(status, failure, more);
        other.initCause(this);
        return other;
    }

    public int status() {
        return status;
    }

    public Failure failure() {
        return failure;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
