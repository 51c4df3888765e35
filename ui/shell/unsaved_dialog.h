// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/unsaved_folder.h"

#include <QDialog>

class QListWidget;
class QPushButton;

namespace ui {

class UnsavedOffers;

// The unsaved changes that no window holds: restore one, discard some.
class UnsavedDialog : public QDialog
{
    Q_OBJECT

public:
    UnsavedDialog(UnsavedOffers &offers, const QList<UnsavedEntry> &entries,
                  QWidget *parent = nullptr);
    static void open(UnsavedOffers &offers, const QList<UnsavedEntry> &entries, QWidget *parent);

    [[nodiscard]] QListWidget &list() { return *m_list; }
    void restoreCurrent();
    void discardCurrent();
    void discardAll();

private:
    void removeRow(int row);

    UnsavedOffers &m_offers;
    QList<UnsavedEntry> m_entries; // as in the list
    QListWidget *m_list;
};

} // namespace ui
