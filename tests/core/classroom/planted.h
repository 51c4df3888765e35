// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/classroom/library.h"

#include <QString>
#include <QTest>

// Mistakes that are planted in an author's file, each in place of a text of it.

inline std::vector<core::Error> complaintsAbout(const QString &text)
{
    return core::checkClassroomFile("planted.json", text.toStdString());
}

inline void addPlantedColumns()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<int>("line");
    QTest::addColumn<QString>("says");
}

inline void addPlanted(const char *name, const char *from, const char *to, int line,
                       const char *says)
{
    QTest::newRow(name) << QString::fromUtf8(from) << QString::fromUtf8(to) << line
                        << QString::fromUtf8(says);
}

// The first complaint is about the line of what was planted, and says what is wrong.
inline void findPlanted(QString text)
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QFETCH(int, line);
    QFETCH(QString, says);
    QVERIFY(text.contains(from));
    text.replace(text.indexOf(from), from.size(), to);
    const std::vector<core::Error> complaints = complaintsAbout(text);
    QVERIFY(!complaints.empty());
    const QString message = QString::fromStdString(complaints.front().message);
    QVERIFY2(message.startsWith(QStringLiteral("planted.json:%1: ").arg(line)),
             qPrintable(message));
    QVERIFY2(message.contains(says), qPrintable(message));
}
