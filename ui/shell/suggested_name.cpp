// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/suggested_name.h"

#include <QCoreApplication>

namespace ui {

namespace {

constexpr qsizetype kLongestName = 80; // some systems take 255 bytes, and a letter has up to four

// Forbidden by file systems in use, or awkward in shells.
bool isAllowed(QChar letter)
{
    return letter.isPrint() && !QStringLiteral("/\\:*?\"<>|").contains(letter);
}

} // namespace

QString suggestedName(const QString &title)
{
    QString name;
    for (const QChar letter : title)
        name += isAllowed(letter) ? letter : QChar(u' ');
    name = name.simplified().left(kLongestName).trimmed();
    while (name.startsWith(u'.')) // it would be hidden
        name.remove(0, 1);
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    return name.trimmed().isEmpty() ? QCoreApplication::translate("SuggestedName", "scenario")
                                    : name.trimmed();
}

} // namespace ui
