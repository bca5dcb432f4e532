package org.quoin.ledger.core.node;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.quoin.ledger.api.HostGrant;
import org.quoin.ledger.api.LedgerFailure;
import org.quoin.ledger.api.description.Values;
import org.quoin.ledger.core.block.Chain;
import org.quoin.ledger.core.execution.CoreReads;
import org.quoin.ledger.core.execution.Refusal;

/** What a host may, by the newest durable block. */
final class HostScope implements Scope {
    /** What holds as long as no other block is durable. */
    private record Known(long height, HostGrant grant) {}

    private final String host;
    private final Reads reads;
    private final Predicate<String> delivers;
    private final Quota quota;
    private volatile @Nullable Known known;

    /**
     * Of one host.
     *
     * @param delivers whether it delivers rules of a capability
     * @param quota what it has used of its quotas
     */
    HostScope(String host, Reads reads, Predicate<String> delivers, Quota quota) {
        this.host = host;
        this.reads = reads;
        this.delivers = delivers;
        this.quota = quota;
    }

    @Override
    public void requireGranted(String capability) {
        HostGrant grant = grant();
        boolean ofItsOwn = !grant.host().equals(HostGrant.OTHERS);
        if (!grant.allows(capability) && (ofItsOwn || !delivers.test(capability))) {
            throw new Refusal(
                    LedgerFailure.HOST_NOT_GRANTED, Values.of("host", host).and("capability", capability));
        }
    }

    @Override
    public void use(int bytes) {
        quota.use(host, grant(), bytes, reads.now());
    }

    private HostGrant grant() {
        Chain chain = reads.chain();
        long height = chain.header().height();
        Known current = known;
        if (current == null || current.height() != height) {
            current = new Known(height, new CoreReads(chain.state()).hostGrant(host));
            known = current;
        }
        return current.grant();
    }
}
