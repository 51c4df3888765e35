// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/fixed_keys.h"

#include <QCoreApplication>

namespace ui {

namespace {

class KeyWords
{
    Q_DECLARE_TR_FUNCTIONS(FixedKeys)
};

} // namespace

QList<FixedKeys> fixedKeys()
{
    const QString lessons = KeyWords::tr("Lessons");
    const QString quiz = KeyWords::tr("Quiz");
    const QString mystery = KeyWords::tr("Mystery box");
    const QString editor = KeyWords::tr("Schedule editor");
    const QString present = KeyWords::tr("Present");
    return {
        {lessons, KeyWords::tr("Next step, or lock in the prediction"),
         KeyWords::tr("Page Down, Enter")},
        {lessons, KeyWords::tr("Step back"), KeyWords::tr("Page Up")},
        {lessons, KeyWords::tr("Choose an answer"), KeyWords::tr("1 to 8, A to D")},
        {quiz, KeyWords::tr("Choose an answer, or count a vote"), KeyWords::tr("1 to 8, A to D")},
        {quiz, KeyWords::tr("Take a vote back"), KeyWords::tr("Shift+1 to Shift+8")},
        {quiz, KeyWords::tr("Show the answer, or go on"), KeyWords::tr("Page Down, Enter")},
        {mystery, KeyWords::tr("Say what is wrong"), KeyWords::tr("1 to 7")},
        {editor, KeyWords::tr("Select a pass"), KeyWords::tr("Arrow keys, Home, End")},
        {editor, KeyWords::tr("Move it in its row"), KeyWords::tr("Shift+Left, Shift+Right")},
        {editor, KeyWords::tr("Place what is ready: the first, or from a menu"),
         KeyWords::tr("Enter, Insert")},
        {editor, KeyWords::tr("Split a backward, or join it again"), QStringLiteral("S")},
        {editor, KeyWords::tr("Take a pass out, or all that needs it too"),
         KeyWords::tr("Delete, Shift+Delete")},
        {present, KeyWords::tr("On: the next event, step or question"),
         KeyWords::tr("Page Down, Enter")},
        {present, KeyWords::tr("Back"), KeyWords::tr("Page Up")},
        {present, KeyWords::tr("Play or pause"), KeyWords::tr("Space")},
        {present, KeyWords::tr("Next, previous event"), KeyWords::tr("Right, Left")},
        {present, KeyWords::tr("Blank the screen, until the next key"), QStringLiteral("B, .")},
        {present, KeyWords::tr("Laser dot (or press the mouse)"), QStringLiteral("L")},
        {present, KeyWords::tr("One pane large, or answer an open question"),
         KeyWords::tr("1 to 5")},
        {present, KeyWords::tr("Scene and timeline together"), QStringLiteral("0")},
        {present, KeyWords::tr("Notes for the teacher"), QStringLiteral("N")},
        {present, KeyWords::tr("Leave"), QStringLiteral("Esc, F5")},
    };
}

} // namespace ui
