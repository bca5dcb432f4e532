package org.quoin.ledger.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The exact bytes that a block's hash commits to. */
class HeaderTest {
    /** By hand from the format. */
    private static final String BYTES = "0001" // protocol
            + "c1".repeat(32) // chain
            + "0000000000000007" // height
            + "0000019b76db9260" // 2026-01-01T00:01:00Z
            + "a0".repeat(32) // parent
            + "a6".repeat(32) // history
            + "a1".repeat(32) // input
            + "a2".repeat(32) // state
            + "a3".repeat(32) // nonces
            + "a4".repeat(32) // receipts
            + "a5".repeat(32) // events
            + "0000000000000102" // first event
            + "a7".repeat(32) // operators
            + "02" // modules
            + "0468746c63" + "05312e322e33" + "b0".repeat(32) // htlc 1.2.3
            + "0473776170" + "0131" + "b1".repeat(32); // swap 1

    private static final Header HEADER = new Header(
            1,
            hash("c1"),
            7,
            Instant.parse("2026-01-01T00:01:00Z"),
            hash("a0"),
            hash("a6"),
            hash("a1"),
            hash("a2"),
            hash("a3"),
            hash("a4"),
            hash("a5"),
            0x102,
            hash("a7"),
            List.of(new ModuleId("htlc", "1.2.3", hash("b0")), new ModuleId("swap", "1", hash("b1"))));

    @Test
    void aHeaderIsItsFieldsInOrder() {
        assertThat(HEADER.encode().toHex()).isEqualTo(BYTES);
        assertThat(Header.decode(Bytes.fromHex(BYTES))).isEqualTo(HEADER);
    }

    @Test
    void itsHashNamesItsPurpose() {
        String purpose = "71756f696e2f6865616465722f3100"; // quoin/header/1 and a zero byte

        assertThat(HEADER.hash())
                .isEqualTo(Hash.sha256(Bytes.fromHex(purpose + BYTES).toArray()));
    }

    @Test
    void noOtherBytesAreReadAsThisHeader() {
        assertThat(Strict.assertStrict(
                        HEADER.encode(), bytes -> Header.decode(bytes).encode()))
                .isBetween(2_400, BYTES.length() * 4 - 10);
    }

    private static Hash hash(String each) {
        return Hash.fromHex(each.repeat(32));
    }
}
