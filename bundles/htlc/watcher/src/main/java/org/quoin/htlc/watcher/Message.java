package org.quoin.htlc.watcher;

import com.google.gson.JsonObject;
import java.time.Instant;
import org.quoin.ledger.api.Bytes;

/** What a {@link Side} is told. */
sealed interface Message {
    /** Its events come. */
    record Connected() implements Message {}

    /** They come no more for the time being. */
    record Lost(String reason) implements Message {}

    /** The ledger has fewer events than were seen. */
    record SetBack() implements Message {}

    /** @param time of the newest block */
    record Head(String chainId, long height, Instant time) implements Message {}

    record Happened(long sequence, String type, JsonObject data) implements Message {}

    /** Nothing up to there was about contracts. */
    record Skipped(long sequence) implements Message {}

    /** Everybody can read this preimage by now. */
    record Revealed(Bytes preimage) implements Message {}
}
