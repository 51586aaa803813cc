/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <adwaita.h>

#include "result.h"

G_BEGIN_DECLS

#define IFA_TYPE_MESSAGE_CARD (ifa_message_card_get_type ())
G_DECLARE_FINAL_TYPE (IfaMessageCard, ifa_message_card, IFA, MESSAGE_CARD, AdwBin)

gboolean ifa_message_card_show (IfaMessageCard *self, IfaResult *result);
const char *ifa_message_card_get_text (IfaMessageCard *self);

G_END_DECLS
