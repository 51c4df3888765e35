// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

class QSettings;

namespace ui {

struct Language
{
    QString code; // "de"
    QString name; // as its speakers call it
};

// English, and each language that there is a translation for.
[[nodiscard]] QList<Language> languages();

// Texts and numbers that are made from now on are in this language; what is on the screen stays as
// it is until it is made anew. code: one of languages(); empty: that of the system, else English.
void useLanguage(const QString &code);
// A label within a sentence: English writes it small, German its nouns as they are.
[[nodiscard]] QString withinSentence(const QString &label);
[[nodiscard]] QString listed(const QStringList &parts); // "a, b and c"
// What the user chose, kept in the settings; empty: that of the system.
[[nodiscard]] QString chosenLanguage(const QSettings &settings);
void rememberLanguage(const QString &code, QSettings &settings);
// The one in use.
[[nodiscard]] QString languageInUse();

} // namespace ui
