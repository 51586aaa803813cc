/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n.h>

#include "profile-description.h"
#include "profile-words.h"

/**
 * ifa_profile_words_dup:
 * @profile: a profile
 *
 * Returns: (transfer full): what it makes the program do
 */
char *
ifa_profile_words_dup (const IfaProfile *profile)
{
  g_autoptr (GPtrArray) sections = ifa_profile_describe (profile);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s (%s, %" G_GINT64_FORMAT ")\n", ifa_text_get (profile->name),
                          profile->id, profile->version);
  if (profile->file != NULL)
    g_string_append_printf (text, "%s\n", profile->file);
  if (profile->signature_key != NULL)
    /* Translators: %s is a public key. */
    g_string_append_printf (text, _ ("Signed with the key %s\n"), profile->signature_key);
  for (guint i = 0; i < sections->len; i++)
    {
      const IfaProfileSection *section = g_ptr_array_index (sections, i);

      g_string_append_printf (text, "\n%s\n", section->title);
      for (guint j = 0; j < section->items->len; j++)
        g_string_append_printf (text, "  • %s\n",
                                (const char *) g_ptr_array_index (section->items, j));
    }
  return g_string_free (text, FALSE);
}
