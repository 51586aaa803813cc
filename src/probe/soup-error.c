/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "soup-error.h"

#include <libsoup/soup.h>

#include "gio-error.h"

/**
 * ifa_outcome_from_soup:
 * @error: what a session reported; what it passes on from below is GIO's
 *
 * Returns: our word for it; `FAILED` for what has none
 */
IfaOutcome
ifa_outcome_from_soup (const GError *error)
{
  if (error->domain == SOUP_SESSION_ERROR)
    switch (error->code)
      {
      case SOUP_SESSION_ERROR_PARSING:
      case SOUP_SESSION_ERROR_ENCODING:
        return IFA_OUTCOME_MALFORMED;
      default:
        return IFA_OUTCOME_FAILED;
      }

  /* The answer came, and was no upgrade. */
  if (error->domain == SOUP_WEBSOCKET_ERROR)
    return IFA_OUTCOME_MALFORMED;

  return ifa_outcome_from_gio (error);
}
