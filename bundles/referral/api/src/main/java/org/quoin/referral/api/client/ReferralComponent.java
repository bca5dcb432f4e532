package org.quoin.referral.api.client;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.quoin.ledger.api.client.ClientRegistration;
import org.quoin.referral.api.Referral;

/** Offers the client of this framework's ledger. */
@Component(
        immediate = true,
        service = {})
public final class ReferralComponent {
    private final ClientRegistration<Referral> registration;

    @Activate
    public ReferralComponent(BundleContext context) {
        registration = new ClientRegistration<>(context, Referral.class, ReferralClient.USES, ReferralClient::new);
    }

    @Deactivate
    void deactivate() {
        registration.close();
    }
}
