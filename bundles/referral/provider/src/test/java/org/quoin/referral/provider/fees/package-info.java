@NullMarked
package org.quoin.referral.provider.fees;

import org.jspecify.annotations.NullMarked;
