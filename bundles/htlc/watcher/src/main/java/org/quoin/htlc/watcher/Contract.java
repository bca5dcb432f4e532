package org.quoin.htlc.watcher;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.quoin.ledger.api.Bytes;
import org.quoin.ledger.api.Hash;

/**
 * A contract as its ledger has it.
 *
 * @param expiry from then on it is refunded, before it is redeemed
 * @param preimage once it is redeemed
 * @param autoRefund whether the ledger refunds it by itself
 */
record Contract(
        Hash id,
        String funder,
        String beneficiary,
        Hash secretHash,
        int preimageLength,
        Instant expiry,
        boolean open,
        Optional<Bytes> preimage,
        boolean autoRefund) {
    /** As the queries {@code contract} and {@code contracts} show it. */
    static Contract of(JsonObject shown) {
        JsonElement preimage = shown.get("preimage");
        return new Contract(
                Hash.fromHex(shown.get("id").getAsString()),
                shown.get("funder").getAsString(),
                shown.get("beneficiary").getAsString(),
                Hash.fromHex(shown.get("secretHash").getAsString()),
                shown.get("preimageLength").getAsInt(),
                Instant.parse(shown.get("expiry").getAsString()),
                shown.get("state").getAsString().equals("open"),
                preimage == null || preimage.isJsonNull()
                        ? Optional.empty()
                        : Optional.of(Bytes.fromHex(preimage.getAsString())),
                shown.has("autoRefund") && shown.get("autoRefund").getAsBoolean());
    }

    /** Whether the ledger would take it, and no other ledger would have had to. */
    boolean takes(Bytes preimageOfAnother) {
        return preimageOfAnother.size() == preimageLength
                && Hash.sha256(preimageOfAnother.toArray()).equals(secretHash);
    }

    /** When the funder's time has come, after what the ledger is given to do it by itself. */
    Instant refundable(Duration grace) {
        return autoRefund ? expiry.plus(grace) : expiry;
    }
}
