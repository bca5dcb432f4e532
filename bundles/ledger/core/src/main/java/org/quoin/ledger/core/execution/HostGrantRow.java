package org.quoin.ledger.core.execution;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.Operation;
import org.quoin.rules.codec.Reader;
import org.quoin.rules.codec.Writer;

/** How the state holds what a host was granted. */
final class HostGrantRow {
    private HostGrantRow() {}

    static byte[] key(String host) {
        return Arrays.copyOf(host.getBytes(StandardCharsets.US_ASCII), HostGrant.MAX_HOST);
    }

    /** Without the host, which the key has. */
    static byte[] encode(HostGrant grant) {
        Writer out = new Writer(128).count(grant.capabilities().size(), HostGrant.MAX_CAPABILITIES);
        grant.capabilities().forEach(capability -> out.text(capability, Operation.MAX_NAME));
        quota(out, grant.transactions());
        quota(out, grant.bytes());
        return out.toBytes();
    }

    static HostGrant decode(byte[] key, byte[] row) {
        Reader in = new Reader(row);
        List<String> capabilities = new ArrayList<>();
        for (int rest = in.count(HostGrant.MAX_CAPABILITIES); rest > 0; rest--) {
            capabilities.add(in.text(Operation.MAX_NAME));
        }
        HostGrant grant = new HostGrant(host(key), capabilities, quota(in), quota(in));
        in.end();
        return grant;
    }

    private static String host(byte[] key) {
        int length = 0;
        while (length < key.length && key[length] != 0) {
            length++;
        }
        return new String(key, 0, length, StandardCharsets.US_ASCII);
    }

    private static void quota(Writer out, OptionalLong quota) {
        out.flag(quota.isPresent());
        quota.ifPresent(out::u64);
    }

    private static OptionalLong quota(Reader in) {
        return in.flag() ? OptionalLong.of(in.u64()) : OptionalLong.empty();
    }
}
