// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/export/picture.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QSpinBox;

namespace ui {

class Mode;

// What to export and how, with a preview; to a file or to the clipboard.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    // A picture of the step that the mode shows.
    ExportDialog(const Mode &mode, QWidget *parent);

    void chooseView(std::string_view id);
    [[nodiscard]] Picture picture() const;
    // Writes the format that the name ends in, with the scenario; false: the dialog says what went
    // wrong.
    bool saveTo(const QString &path);
    void copy();

private:
    void build();
    void preview();
    void askForFile();
    [[nodiscard]] core::Result<Drawing> draw(const Picture &picture) const;
    [[nodiscard]] core::Result<QImage> render(const Picture &picture) const;
    bool complain(const core::Error &error);

    const Mode &m_mode;
    std::vector<PictureView> m_views;
    QComboBox *m_view;
    QSpinBox *m_width;
    QSpinBox *m_height;
    QComboBox *m_scale;
    QCheckBox *m_trimmed;
    QComboBox *m_theme;
    QCheckBox *m_moment;
    QComboBox *m_part; // the whole step, or what the timeline shows
    QLabel *m_preview;
    QLabel *m_note; // what went wrong, or was copied
};

} // namespace ui
