// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <vector>

class QSettings;
class QWidget;

namespace ui {

// Everything the window can do, one row each. Menus, shortcuts, the command palette and the list of
// keys read this table.
class Actions : public QObject
{
    Q_OBJECT

public:
    struct Row
    {
        QString id; // in the settings file; stays
        QString group;
        QAction *action;
        QList<QKeySequence> defaultKeys;
    };

    explicit Actions(QWidget *window);

    QAction *add(const QString &id, const QString &group, const QString &text,
                 const QList<QKeySequence> &keys, std::function<void()> run);
    // With a check mark.
    QAction *addToggle(const QString &id, const QString &group, const QString &text,
                       const QList<QKeySequence> &keys, std::function<void(bool)> run);

    [[nodiscard]] QAction *find(const QString &id) const; // nullptr: there is none
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }

    // Keys that the user changed, from and to the settings.
    void restoreKeys(const QSettings &settings);
    // Another action that had the key loses it.
    void setKeys(const QString &id, const QList<QKeySequence> &keys, QSettings &settings);
    void resetKeys(QSettings &settings);

private:
    void remember(const Row &row, QSettings &settings) const;

    QWidget *m_window;
    std::vector<Row> m_rows;
};

} // namespace ui
