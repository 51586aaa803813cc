/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <string.h>

#include "profile-text.h"

typedef struct
{
  char *language; /* as "zh_cn"; "" for any */
  char *text;
} Translation;

struct _IfaText
{
  GArray *translations; /* (element-type Translation), in the order of the file */
};

static void
translation_clear (Translation *translation)
{
  g_free (translation->language);
  g_free (translation->text);
}

/* "zh-CN", "zh_CN.UTF-8" and "zh_CN@pinyin" become "zh_cn". */
static char *
normalize_language (const char *language)
{
  gsize length = strcspn (language, ".@");

  return g_strdelimit (g_ascii_strdown (language, length), "-", '_');
}

/**
 * ifa_text_is_language:
 * @language: a key of a text in several languages
 *
 * Returns: whether it looks like a language tag (BCP 47 or POSIX): "en", "zh_CN", "sr-Latn-RS"
 */
gboolean
ifa_text_is_language (const char *language)
{
  g_auto (GStrv) parts = g_strsplit_set (language, "_-", 5);
  guint n_parts = g_strv_length (parts);

  if (n_parts < 1 || n_parts > 4)
    return FALSE;
  for (guint i = 0; i < n_parts; i++)
    {
      gsize length = strlen (parts[i]);

      if (length < 2 || length > (i == 0 ? 3 : 8))
        return FALSE;
      for (const char *at = parts[i]; *at != '\0'; at++)
        {
          if (i == 0 ? !g_ascii_islower (*at) : !g_ascii_isalnum (*at))
            return FALSE;
        }
    }
  return TRUE;
}

/**
 * ifa_text_new:
 * @language: its language; `IFA_TEXT_ANY_LANGUAGE` where none is said
 * @text: the text
 *
 * Returns: (transfer full): a text in one language
 */
IfaText *
ifa_text_new (const char *language, const char *text)
{
  IfaText *self = g_new0 (IfaText, 1);

  self->translations = g_array_new (FALSE, FALSE, sizeof (Translation));
  g_array_set_clear_func (self->translations, (GDestroyNotify) translation_clear);
  ifa_text_add (self, language, text);
  return self;
}

void
ifa_text_add (IfaText *self, const char *language, const char *text)
{
  Translation translation = { normalize_language (language), g_strdup (text) };

  g_array_append_val (self->translations, translation);
}

void
ifa_text_free (IfaText *self)
{
  g_array_unref (self->translations);
  g_free (self);
}

/* How well a text in @has serves a reader of @wants: 0 is not at all. */
static guint
rate_language (const char *has, const char *wants)
{
  gsize main_length = strcspn (wants, "_");

  if (strcmp (has, wants) == 0)
    return 3;
  if (strncmp (has, wants, main_length) != 0)
    return 0;
  if (has[main_length] == '\0')
    return 2;
  return has[main_length] == '_' ? 1 : 0;
}

static const char *
find_best (const IfaText *self, const char *language)
{
  g_autofree char *wants = normalize_language (language);
  const char *best = NULL;
  guint best_rate = 0;

  for (guint i = 0; i < self->translations->len; i++)
    {
      const Translation *translation = &g_array_index (self->translations, Translation, i);
      guint rate = rate_language (translation->language, wants);

      if (rate > best_rate)
        {
          best = translation->text;
          best_rate = rate;
        }
    }
  return best;
}

/* What everybody gets whose language isn't there: a plain text, English, or the first. */
static const char *
get_fallback (const IfaText *self)
{
  for (guint i = 0; i < self->translations->len; i++)
    {
      const Translation *translation = &g_array_index (self->translations, Translation, i);

      if (*translation->language == '\0')
        return translation->text;
    }
  return find_best (self, "en") != NULL ? find_best (self, "en")
                                        : g_array_index (self->translations, Translation, 0).text;
}

/**
 * ifa_text_get:
 * @self: a text
 *
 * Returns: (transfer none): the text in the user's language, as g_get_language_names() ranks them;
 *   else in English, else in the first language of the file
 */
const char *
ifa_text_get (const IfaText *self)
{
  for (const char *const *language = g_get_language_names (); *language != NULL; language++)
    {
      const char *text = strcmp (*language, "C") != 0 ? find_best (self, *language) : NULL;

      if (text != NULL)
        return text;
    }
  return get_fallback (self);
}

/**
 * ifa_text_get_for:
 * @self: a text
 * @language: a language, as "zh_CN"
 *
 * Returns: (transfer none): the text in @language, else in what [method@Ifa.Text.get] falls back to
 */
const char *
ifa_text_get_for (const IfaText *self, const char *language)
{
  const char *text = find_best (self, language);

  return text != NULL ? text : get_fallback (self);
}
