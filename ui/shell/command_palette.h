// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

#include <functional>

class QLineEdit;
class QTreeWidget;

namespace ui {

class MainWindow;

// Type a few letters, press Enter: actions, scenarios and recent files by name.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    struct Entry
    {
        QString text;
        QString hint; // where else it is found: "View   Ctrl+B"
        std::function<void()> run;
        QString otherNames = {}; // not shown
    };

    CommandPalette(QList<Entry> entries, QWidget *parent);
    // With everything that the window can do.
    static void open(MainWindow &window);

    // Entries whose text, hint or other names contain every word; those that begin with the first
    // word, by any of their names, come first.
    static QList<int> matches(const QList<Entry> &entries, const QString &words);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void filter();
    void runCurrent();

    QList<Entry> m_entries;
    QLineEdit *m_words;
    QTreeWidget *m_list;
};

} // namespace ui
