package org.quoin.host.gateway.api;

import org.quoin.host.gateway.http.Response;
import org.quoin.ledger.console.Fields;
import org.quoin.ledger.console.JsonView;

/** What is answered, and how long whoever got it may keep it. */
final class Answers {
    private Answers() {}

    /** What may be another the next time. */
    static Response now(Fields fields) {
        return Response.json(200, JsonView.line(fields)).with("cache-control", "no-store");
    }

    /**
     * What is settled.
     *
     * @param tag tells it from all others
     * @param development whether the chain may be taken back to an earlier block, so that even this may be another
     */
    static Response settled(Fields fields, String tag, boolean development) {
        Response response = Response.json(200, JsonView.line(fields));
        return development
                ? response.with("etag", '"' + tag + '"').with("cache-control", "no-cache")
                : response.immutable(tag);
    }
}
